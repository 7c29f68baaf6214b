/** What the repository holds. Issues and pull requests share their numbers, as on GitHub. */
export interface Repository {
  /** `owner/name`. */
  readonly fullName: string;
  readonly issues: Map<number, Issue>;
  comments: Comment[];
  /** Ids are never used again, so that the one of a deleted comment stays unknown. */
  lastCommentId: number;
  /** Contents of the files of the only branch, by path. */
  readonly files: Map<string, string>;
  /** By login. Whoever is not named may read, as anybody may in a public repository. */
  readonly roles: Map<string, Role>;
  readonly labelEvents: LabelEvent[];
  readonly reviews: Review[];
  /** The newest last. */
  readonly activities: Activity[];
  /** The statuses of attempts of workflow runs, by `RUN/ATTEMPT`. */
  readonly attempts: Map<string, AttemptStatus>;
  /** What protects environments, by their names; nothing protects those that a job has made by running in them. */
  readonly environments: Map<string, Protection>;
  readonly protectedBranches: Set<string>;
}

/** Who may deploy to an environment, https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments */
export interface Protection {
  readonly reviewers?: readonly string[];
  /** Patterns of branches, or those that are protected. Default: all. */
  readonly branches?: readonly string[] | 'protected';
}

/** https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run-attempt */
export type AttemptStatus = 'queued' | 'in_progress' | 'completed';

/** https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

/** That a label was added or taken off. */
export interface LabelEvent {
  readonly issue: number;
  readonly event: 'labeled' | 'unlabeled';
  readonly actor: string;
  readonly label: string;
  readonly createdAt: string;
}

export interface Review {
  readonly id: number;
  readonly pullRequest: number;
  readonly author: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  /** The commit that was the newest on the branch. */
  readonly commit: string;
  readonly submittedAt: string;
}

/** That a branch was moved. */
export interface Activity {
  readonly kind: 'push' | 'branch_creation';
  readonly actor: string;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly timestamp: string;
}

export interface Issue {
  readonly number: number;
  readonly author: string;
  title: string;
  body: string | null;
  isOpen: boolean;
  labels: readonly string[];
  readonly createdAt: string;
  updatedAt: string;
  /** Only if the issue is a pull request. */
  pullRequest?: PullRequest;
}

/** A file that a pull request changes. */
export interface ChangedFile {
  readonly path: string;
  /** The hunks of a unified diff. */
  readonly patch: string;
}

export interface PullRequest {
  /** The repository that the branch is in; another one for a fork. */
  readonly headRepository: string;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  /** All commits on the branch that are not on its base, the newest included. */
  readonly commits: readonly string[];
  readonly files: readonly ChangedFile[];
  /** The commit that it was merged as; none while it is not merged. */
  readonly mergeSha?: string;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

/** Somebody with write permission who opens no pull requests. */
export const MAINTAINER = 'mona';

const NO_COMMIT = '0'.repeat(40);

export function emptyRepository(fullName: string): Repository {
  const roles = new Map<string, Role>([
    ['octocat', 'write'],
    [MAINTAINER, 'maintain'],
  ]);
  const lists = { comments: [], labelEvents: [], reviews: [], activities: [] };
  const maps = { issues: new Map(), files: new Map(), attempts: new Map(), environments: new Map() };
  return { fullName, lastCommentId: 0, roles, protectedBranches: new Set(), ...maps, ...lists };
}

export function addIssue(
  repository: Repository,
  issue: Pick<Issue, 'author' | 'title'> & Partial<Omit<Issue, 'number' | 'createdAt' | 'updatedAt'>>,
): Issue {
  const number = repository.issues.size + 1;
  const added = { body: null, isOpen: true, labels: [], ...issue, number, createdAt: now(), updatedAt: now() };
  repository.issues.set(number, added);
  return added;
}

export interface NewPullRequest {
  readonly title?: string;
  readonly author?: string;
  /** Default: `open`. */
  readonly state?: 'open' | 'closed' | 'merged';
  readonly labels?: readonly string[];
  /** Default: none. */
  readonly files?: readonly ChangedFile[];
  readonly headRef?: string;
  readonly headSha?: string;
  /** Default: the repository itself; another one for a fork. */
  readonly headRepository?: string;
  readonly baseRef?: string;
  /** Commits on the branch before the newest. */
  readonly earlierCommits?: readonly string[];
  /** Only where the state is `merged`. */
  readonly mergeSha?: string;
}

export function addPullRequest(repository: Repository, options: NewPullRequest = {}): Issue {
  const { state = 'open', headSha = someSha('a', repository), author = 'octocat', labels = [] } = options;
  const added = addIssue(repository, {
    title: options.title ?? 'Change the model',
    author,
    isOpen: state === 'open',
    labels: [],
    pullRequest: {
      headRepository: options.headRepository ?? repository.fullName,
      headRef: options.headRef ?? 'change-model',
      headSha,
      baseRef: options.baseRef ?? 'main',
      commits: [...(options.earlierCommits ?? []), headSha],
      files: options.files ?? [],
      mergeSha: state === 'merged' ? (options.mergeSha ?? someSha('b', repository)) : undefined,
    },
  });
  noteActivity(repository, added.pullRequest!, { kind: 'branch_creation', actor: author, before: NO_COMMIT });
  for (const label of labels) addLabel(repository, added.number, { label, actor: author });
  return added;
}

/** A commit that is added to the branch of a pull request. */
export function pushToPullRequest(repository: Repository, number: number, headSha: string, by?: string): void {
  const { issue, pullRequest } = existingPullRequest(repository, number);
  issue.pullRequest = { ...pullRequest, headSha, commits: [...pullRequest.commits, headSha] };
  const before = pullRequest.headSha;
  noteActivity(repository, issue.pullRequest, { kind: 'push', actor: by ?? issue.author, before });
}

/** What happens in a fork is told there, and not here. */
function noteActivity(
  repository: Repository,
  { headRepository, headRef, headSha }: PullRequest,
  activity: Pick<Activity, 'kind' | 'actor' | 'before'>,
): void {
  if (headRepository !== repository.fullName) return;
  repository.activities.push({ ...activity, ref: `refs/heads/${headRef}`, after: headSha, timestamp: now() });
}

/** Adds a label, if it is not there already. */
export function addLabel(
  repository: Repository,
  number: number,
  { label, actor }: { readonly label: string; readonly actor: string },
): void {
  const issue = repository.issues.get(number)!;
  if (issue.labels.includes(label)) return;
  issue.labels = [...issue.labels, label];
  repository.labelEvents.push({ issue: number, event: 'labeled', actor, label, createdAt: now() });
}

/** @returns whether it was there */
export function removeLabel(
  repository: Repository,
  number: number,
  { label, actor }: { readonly label: string; readonly actor: string },
): boolean {
  const issue = repository.issues.get(number)!;
  if (!issue.labels.includes(label)) return false;
  issue.labels = issue.labels.filter((name) => name !== label);
  repository.labelEvents.push({ issue: number, event: 'unlabeled', actor, label, createdAt: now() });
  return true;
}

export interface NewReview {
  readonly pullRequest: number;
  readonly author: string;
  /** Default: `APPROVED`. */
  readonly state?: Review['state'];
}

/** A review of the newest commit of the pull request. */
export function addReview(repository: Repository, { pullRequest, author, state = 'APPROVED' }: NewReview): Review {
  const { headSha } = existingPullRequest(repository, pullRequest).pullRequest;
  const id = repository.reviews.length + 1;
  const review = { id, pullRequest, author, state, commit: headSha, submittedAt: now() };
  repository.reviews.push(review);
  return review;
}

export function mergePullRequest(repository: Repository, number: number, mergeSha: string): void {
  const { issue, pullRequest } = existingPullRequest(repository, number);
  issue.pullRequest = { ...pullRequest, mergeSha };
  issue.isOpen = false;
}

function existingPullRequest({ issues }: Repository, number: number): { issue: Issue; pullRequest: PullRequest } {
  const issue = issues.get(number);
  if (!issue?.pullRequest) throw new Error(`There is no pull request ${number}`);
  return { issue, pullRequest: issue.pullRequest };
}

export function addComment(repository: Repository, comment: Pick<Comment, 'issue' | 'author' | 'body'>): Comment {
  const added = { ...comment, id: ++repository.lastCommentId, createdAt: now(), updatedAt: now() };
  repository.comments.push(added);
  return added;
}

let lastSecond = 0;

/** A time as GitHub gives it: in whole seconds. Here no two things happen in the same one, so that it is clear which was first. */
export function now(): string {
  lastSecond = Math.max(lastSecond + 1, Math.floor(Date.now() / 1000));
  return new Date(lastSecond * 1000).toISOString().replace(/\.\d+/, '');
}

/** Another one for every pull request. */
function someSha(digit: string, { issues }: Repository): string {
  return `${issues.size + 1}`.padStart(40, digit);
}
