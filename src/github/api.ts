/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  /** The login of its author; none once the account is deleted. */
  readonly author?: string;
  readonly body: string;
  /** Its address for people. */
  readonly url: string;
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
  pullRequestsOfCommit(sha: string): Promise<readonly AssociatedPullRequest[]>;
}
