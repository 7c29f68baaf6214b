import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account, Permissions } from './account';
import { ACTION_OPERATIONS } from './actions';
import { type Answer, failure, NOT_FOUND } from './answer';
import { COMMENT_OPERATIONS } from './comments';
import { CONTENT_OPERATIONS } from './contents';
import { answerAsDescribed } from './description';
import { ENVIRONMENT_OPERATIONS } from './environments';
import { type Fault, Faults } from './faults';
import { answerGraphql } from './graphql';
import { addressOf, MALFORMED, parseBody, send, stop, textOf } from './http';
import { ISSUE_EVENT_OPERATIONS, ISSUE_OPERATIONS } from './issues';
import type { Operations } from './operation';
import { PULL_OPERATIONS } from './pulls';
import { REPOSITORY_OPERATIONS } from './repos';
import {
  addComment,
  addIssue,
  addLabel,
  addPullRequest,
  addReview,
  type AttemptStatus,
  type Comment,
  emptyRepository,
  MAINTAINER,
  mergePullRequest,
  type NewPullRequest,
  type NewReview,
  type Protection,
  pushToPullRequest,
  type Review,
  type Role,
} from './repository';

/** A request that came in, and the status of the answer; none if the connection was broken off. */
export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status?: number;
}

/** A GitHub on this machine, with one repository. */
export interface LocalGitHub {
  /** The base of its REST API, as in `GITHUB_API_URL`. */
  readonly url: string;
  /** `owner/name`. */
  readonly repository: string;
  /** A token like the one of a job: of the account `github-actions[bot]`, with every permission. */
  readonly token: string;
  readonly log: readonly LoggedRequest[];
  /** All that came in as text: addresses, headers but the token, and bodies. */
  readonly received: readonly string[];
  /** Breaches of GitHub's description, and requests that the stand-in does not know. A test expects none. */
  readonly violations: readonly string[];
  /** Another token; permissions that are not named are `write`. */
  tokenOf(login: string, permissions?: Partial<Permissions>): string;
  /** @returns its number */
  addPullRequest(pullRequest?: NewPullRequest): number;
  /** Adds a commit to its branch. @param by default: the author of the pull request */
  pushToPullRequest(pullRequest: number, sha: string, by?: string): void;
  /** @param sha the commit on the base branch */
  mergePullRequest(pullRequest: number, sha: string): void;
  /** @param by default: somebody who may write and opens no pull requests */
  addLabel(issue: number, name: string, by?: string): void;
  /** Of the newest commit. Its state can be changed, as by dismissing it. */
  addReview(review: NewReview): Review;
  /** Whoever has no role may read. */
  setRole(login: string, role: Role): void;
  /** Attempts of workflow runs are unknown until then. */
  setAttempt(run: number, attempt: number, status: AttemptStatus): void;
  protectEnvironment(name: string, protection: Protection): void;
  protectBranch(name: string): void;
  labels(issue: number): readonly string[];
  /** @returns its number */
  addIssue(issue: { title: string; author: string; labels?: readonly string[] }): number;
  addComment(comment: { pullRequest: number; author: string; body: string }): Comment;
  addFile(path: string, content: string): void;
  /** The comments on a pull request or issue, the oldest first. */
  comments(number: number): readonly Comment[];
  inject(fault: Fault): void;
  /** From here on nothing goes wrong that was not injected later. */
  clearFaults(): void;
  stop(): Promise<void>;
}

const EVERYTHING: Permissions = { actions: 'write', contents: 'write', issues: 'write', pullRequests: 'write' };

const OPERATIONS: Operations = {
  ...ACTION_OPERATIONS,
  ...COMMENT_OPERATIONS,
  ...CONTENT_OPERATIONS,
  ...ENVIRONMENT_OPERATIONS,
  ...ISSUE_EVENT_OPERATIONS,
  ...ISSUE_OPERATIONS,
  ...PULL_OPERATIONS,
  ...REPOSITORY_OPERATIONS,
};

/** Starts it on a free port. */
export async function startLocalGitHub(options: { repository?: string } = {}): Promise<LocalGitHub> {
  const repository = emptyRepository(options.repository ?? 'acme/churn');
  const accounts = new Map<string, Account>();
  const faults = new Faults();
  const log: LoggedRequest[] = [];
  const received: string[] = [];
  const violations: string[] = [];
  const server = createServer((request, response) => {
    void respond(request, response).catch((error: Error) => {
      violations.push(`The stand-in failed: ${error.stack}`);
      response.destroy();
    });
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = request;
    const text = await textOf(request);
    const { authorization: _, ...headers } = request.headers;
    received.push(JSON.stringify([method, path, headers]), text);
    const fault = faults.take(method, path);
    if (fault?.delay) await sleep(fault.delay);
    const instead = fault?.answer;
    if (typeof instead === 'string') {
      if (instead === 'lose') await answerTo(request, method, path, text);
      log.push({ method, path });
      if (instead !== 'hang') request.socket.resetAndDestroy();
      return;
    }
    if (fault?.page !== undefined) {
      log.push({ method, path, status: 200 });
      response.writeHead(200, { 'content-type': 'text/html' }).end(fault.page);
      return;
    }
    const answer = instead ?? (await answerTo(request, method, path, text));
    log.push({ method, path, status: answer.status });
    send(response, answer);
  }

  async function answerTo(request: IncomingMessage, method: string, path: string, text: string): Promise<Answer> {
    const token = request.headers.authorization?.match(/^(?:bearer|token) (.+)$/i)?.[1];
    if (token === undefined) return failure(401, 'Requires authentication');
    const viewer = accounts.get(token);
    if (!viewer) return failure(401, 'Bad credentials');
    const body = parseBody(text);
    if (body === MALFORMED) return failure(400, 'Problems parsing JSON');

    const url = new URL(withOneSegmentContentPath(path), addressOf(server));
    if (method === 'POST' && url.pathname === '/graphql') {
      const answer = answerGraphql(body, viewer);
      if (!answer) violations.push(`The stand-in does not know the GraphQL query ${text}`);
      return answer ?? failure(501, 'Not implemented by this stand-in');
    }
    const asked = url.pathname.match(/^\/repos\/([^/]+\/[^/]+)/)?.[1];
    if (asked !== undefined && asked.toLowerCase() !== repository.fullName.toLowerCase()) return NOT_FOUND;
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const incoming = { method, url, headers, body, viewer, repository };
    return answerAsDescribed(incoming, OPERATIONS, (violation) => violations.push(violation));
  }

  function tokenOf(login: string, permissions: Partial<Permissions> = {}): string {
    // Not in the form of a real token, which scanners for leaked secrets would report.
    const token = `local-token-${accounts.size + 1}`;
    accounts.set(token, { login, permissions: { ...EVERYTHING, ...permissions } });
    return token;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: addressOf(server),
    repository: repository.fullName,
    token: tokenOf('github-actions[bot]'),
    tokenOf,
    addPullRequest: (pullRequest) => addPullRequest(repository, pullRequest).number,
    pushToPullRequest: (number, sha, by) => pushToPullRequest(repository, number, sha, by),
    mergePullRequest: (number, sha) => mergePullRequest(repository, number, sha),
    addLabel: (number, label, actor = MAINTAINER) => addLabel(repository, number, { label, actor }),
    addReview: (review) => addReview(repository, review),
    setRole: (login, role) => void repository.roles.set(login, role),
    setAttempt: (run, attempt, status) => void repository.attempts.set(`${run}/${attempt}`, status),
    protectEnvironment: (name, protection) => void repository.environments.set(name, protection),
    protectBranch: (name) => void repository.protectedBranches.add(name),
    labels: (number) => repository.issues.get(number)!.labels,
    addIssue: (issue) => addIssue(repository, issue).number,
    addComment: ({ pullRequest, author, body }) => addComment(repository, { issue: pullRequest, author, body }),
    addFile: (path, content) => void repository.files.set(path, content),
    comments: (number) => repository.comments.filter(({ issue }) => issue === number),
    inject: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    log,
    received,
    violations,
    stop: () => stop(server),
  };
}

/** The description has one `{path}` at the end, which in it can't span several segments; GitHub takes `/` in it as it is. */
function withOneSegmentContentPath(path: string): string {
  return path.replace(/^(\/repos\/[^/?]+\/[^/?]+\/contents\/)([^?]*)/, (_, start: string, end: string) => {
    return start + end.replaceAll('/', '%2F');
  });
}
