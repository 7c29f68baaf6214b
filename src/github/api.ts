/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  /** The login of its author; none once the account is deleted. */
  readonly author?: string;
  readonly body: string;
  /** Its address for people. */
  readonly url: string;
  /** When it was last written: ISO 8601, in whole seconds, as are all times of GitHub. */
  readonly updatedAt: string;
}

/** Somebody on GitHub. */
export interface Account {
  readonly login: string;
  /** Neither a bot nor an organization. */
  readonly isPerson: boolean;
}

/** That a label was added or taken off. */
export interface LabelEvent {
  readonly label: string;
  readonly isAdded: boolean;
  /** Nobody once the account is deleted. */
  readonly by?: Account;
  readonly at: string;
}

/** A review of a pull request. */
export interface Review {
  /** https://docs.github.com/en/graphql/reference/enums#pullrequestreviewstate */
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  /** Nobody once the account is deleted. */
  readonly by?: Account;
  /** The commit that was the newest then. */
  readonly commit?: string;
  /** None while it is not submitted. */
  readonly at?: string;
}

/** Whose a pull request is, and what it leads to. */
export interface PullRequest {
  /** Nobody once the account is deleted. */
  readonly author?: Account;
  /** The newest commit on its branch, and the branch. */
  readonly headSha: string;
  readonly headRef: string;
  /** Its branch is in another repository. */
  readonly isFromFork: boolean;
}

/** A pull request that a commit belongs to. */
export interface AssociatedPullRequest {
  readonly number: number;
  readonly isOpen: boolean;
  /** The newest commit on its branch. */
  readonly headSha: string;
  /** The commit that it was merged as. */
  readonly mergeSha?: string;
}

/** A file that a pull request changes. */
export interface ChangedFile {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly path: string;
  /** The hunks of a unified diff; none for what is binary, or too large. */
  readonly patch?: string;
}

/** What the Action asks of GitHub, about one repository. Every function rejects with an error that has the HTTP `status`. */
export interface PullRequestApi {
  /** The login that the token acts as. */
  viewerLogin(): Promise<string>;
  /** All comments of the conversation, page by page, the oldest first. */
  listComments(pullRequest: number): AsyncIterable<readonly Comment[]>;
  createComment(pullRequest: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
  deleteComment(id: number): Promise<void>;
  /** The names of its labels. */
  labels(pullRequest: number): Promise<readonly string[]>;
  removeLabel(pullRequest: number, name: string): Promise<void>;
  /** What happened to its labels, the oldest first. */
  labelEvents(pullRequest: number): Promise<readonly LabelEvent[]>;
  pullRequest(number: number): Promise<PullRequest>;
  /** The first hundred, by their paths. */
  changedFiles(pullRequest: number): Promise<readonly ChangedFile[]>;
  /** In the order in which they were made. */
  reviews(pullRequest: number): Promise<readonly Review[]>;
  /** What somebody may do in the repository: `admin`, `write`, `read` or `none`, whatever the role is called. */
  permissionOf(login: string): Promise<string>;
  /** Who moved a branch of the repository to the commit, as far as GitHub remembers; accounts that are gone are left out. */
  pushersOf(branch: string, sha: string): Promise<readonly Account[]>;
  pullRequestsOfCommit(sha: string): Promise<readonly AssociatedPullRequest[]>;
}
