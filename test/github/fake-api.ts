import type {
  Account,
  ChangedFile,
  Comment,
  LabelEvent,
  PullRequest,
  PullRequestApi,
  Review,
} from '../../src/github/api';

export const AUTHOR: Account = { login: 'octocat', isPerson: true };
/** May write, and did not open the pull request. */
export const MAINTAINER: Account = { login: 'mona', isPerson: true };

const HEAD = 'c0ffee'.padEnd(40, '0');

/** GitHub in memory: one pull request with its comments, labels and reviews, and what was done to them. */
export class FakeApi implements PullRequestApi {
  viewer = 'github-actions[bot]';
  pageSize = 2;
  comments: Comment[] = [];
  labelNames: string[] = [];
  /** Who added and took off labels. Those that are not named here were added by the maintainer, before everything else. */
  labelHistory: LabelEvent[] = [];
  opened: PullRequest = { author: AUTHOR, headSha: HEAD, headRef: 'topic', isFromFork: false };
  files: ChangedFile[] = [];
  givenReviews: Review[] = [];
  pushers: Account[] = [AUTHOR];
  permissions: Record<string, string> = { [AUTHOR.login]: 'write', [MAINTAINER.login]: 'write' };
  readonly calls: string[] = [];
  private lastId = 0;
  private lastSecond = 0;

  /** Another second each time. */
  now(): string {
    return new Date(Date.UTC(2026, 0, 1, 0, 0, ++this.lastSecond)).toISOString();
  }

  add(author: string | undefined, body: string): Comment {
    const id = ++this.lastId;
    const url = `https://github.com/acme/churn/pull/7#issuecomment-${id}`;
    const comment = { id, author, body, url, updatedAt: this.now() };
    this.comments.push(comment);
    return comment;
  }

  addLabel(label: string, by: Account | undefined = MAINTAINER): void {
    this.labelNames.push(label);
    this.labelHistory.push({ label, isAdded: true, by, at: this.now() });
  }

  addReview(by: Account = MAINTAINER, review: Partial<Review> = {}): void {
    this.givenReviews.push({ state: 'APPROVED', by, commit: this.opened.headSha, at: this.now(), ...review });
  }

  async viewerLogin(): Promise<string> {
    return this.viewer;
  }

  async *listComments(): AsyncIterable<readonly Comment[]> {
    const listed = [...this.comments];
    for (let start = 0; start < listed.length; start += this.pageSize) {
      yield listed.slice(start, start + this.pageSize);
    }
  }

  async createComment(_pullRequest: number, body: string): Promise<Comment> {
    const comment = this.add(this.viewer, body);
    this.calls.push(`create ${comment.id}`);
    return comment;
  }

  async updateComment(id: number, body: string): Promise<Comment> {
    this.calls.push(`update ${id}`);
    const updated = { ...this.existing(id), body, updatedAt: this.now() };
    this.comments = this.comments.map((comment) => (comment.id === id ? updated : comment));
    return updated;
  }

  async deleteComment(id: number): Promise<void> {
    this.calls.push(`delete ${id}`);
    const deleted = this.existing(id);
    this.comments = this.comments.filter((comment) => comment !== deleted);
  }

  async labels(): Promise<readonly string[]> {
    return this.labelNames;
  }

  async removeLabel(_pullRequest: number, name: string): Promise<void> {
    this.calls.push(`remove label ${name}`);
    this.labelNames = this.labelNames.filter((label) => label !== name);
    this.labelHistory.push({
      label: name,
      isAdded: false,
      by: { login: this.viewer, isPerson: false },
      at: this.now(),
    });
  }

  async labelEvents(): Promise<readonly LabelEvent[]> {
    const told = this.labelHistory.map(({ label }) => label);
    const untold = this.labelNames.filter((name) => !told.includes(name));
    const at = '2025-12-31T00:00:00Z';
    return [...untold.map((label) => ({ label, isAdded: true, by: MAINTAINER, at })), ...this.labelHistory];
  }

  async pullRequest(): Promise<PullRequest> {
    return this.opened;
  }

  async changedFiles(): Promise<readonly ChangedFile[]> {
    return this.files;
  }

  async reviews(): Promise<readonly Review[]> {
    return this.givenReviews;
  }

  async permissionOf(login: string): Promise<string> {
    return this.permissions[login] ?? 'read';
  }

  async pushersOf(): Promise<readonly Account[]> {
    return this.pushers;
  }

  async pullRequestsOfCommit(): Promise<[]> {
    return [];
  }

  private existing(id: number): Comment {
    const comment = this.comments.find((candidate) => candidate.id === id);
    if (!comment) throw Object.assign(new Error('Not Found'), { status: 404 });
    return comment;
  }
}
