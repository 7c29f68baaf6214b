import type { Comment, PullRequestApi } from '../../src/github/api';

/** GitHub in memory: the comments on one pull request, and what was done to them. */
export class FakeApi implements PullRequestApi {
  viewer = 'github-actions[bot]';
  pageSize = 2;
  comments: Comment[] = [];
  labelNames: string[] = [];
  readonly calls: string[] = [];
  private lastId = 0;

  add(author: string | undefined, body: string): Comment {
    const id = ++this.lastId;
    const comment = { id, author, body, url: `https://github.com/acme/churn/pull/7#issuecomment-${id}` };
    this.comments.push(comment);
    return comment;
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
    const updated = { ...this.existing(id), body };
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
