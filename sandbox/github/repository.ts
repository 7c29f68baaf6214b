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

export interface PullRequest {
  /** The repository that the branch is in; another one for a fork. */
  readonly headRepository: string;
  readonly headRef: string;
  readonly headSha: string;
  readonly baseRef: string;
  /** All commits on the branch that are not on its base, the newest included. */
  readonly commits: readonly string[];
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

export function emptyRepository(fullName: string): Repository {
  return { fullName, issues: new Map(), comments: [], lastCommentId: 0, files: new Map() };
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
  const { state = 'open', headSha = someSha('a', repository) } = options;
  return addIssue(repository, {
    title: options.title ?? 'Change the model',
    author: options.author ?? 'octocat',
    isOpen: state === 'open',
    labels: options.labels ?? [],
    pullRequest: {
      headRepository: options.headRepository ?? repository.fullName,
      headRef: options.headRef ?? 'change-model',
      headSha,
      baseRef: options.baseRef ?? 'main',
      commits: [...(options.earlierCommits ?? []), headSha],
      mergeSha: state === 'merged' ? (options.mergeSha ?? someSha('b', repository)) : undefined,
    },
  });
}

/** A commit that is added to the branch of a pull request. */
export function pushToPullRequest(repository: Repository, number: number, headSha: string): void {
  const { issue, pullRequest } = existingPullRequest(repository, number);
  issue.pullRequest = { ...pullRequest, headSha, commits: [...pullRequest.commits, headSha] };
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

/** A time as GitHub gives it: in whole seconds. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+/, '');
}

/** Another one for every pull request. */
function someSha(digit: string, { issues }: Repository): string {
  return `${issues.size + 1}`.padStart(40, digit);
}
