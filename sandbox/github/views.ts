/** How GitHub's REST API shows what a repository holds. Properties that nobody asked for yet are GitHub's own examples. */
import { createHash } from 'node:crypto';
import { example } from './description';
import type {
  Activity,
  AttemptStatus,
  ChangedFile,
  Comment,
  Issue,
  LabelEvent,
  Protection,
  PullRequest,
  Repository,
  Review,
  Role,
} from './repository';

export function viewUser(login: string, origin: string): object {
  const url = `${origin}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: createHash('sha256').update(login).digest().readUInt32BE(),
    node_id: `U_${login}`,
    avatar_url: `${url}/avatar`,
    gravatar_id: '',
    url,
    html_url: `${origin}/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}

export function viewComment(comment: Comment, { fullName, issues }: Repository, origin: string): object {
  const kind = issues.get(comment.issue)?.pullRequest ? 'pull' : 'issues';
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${origin}/repos/${fullName}/issues/comments/${comment.id}`,
    html_url: `${origin}/${fullName}/${kind}/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${origin}/repos/${fullName}/issues/${comment.issue}`,
    user: viewUser(comment.author, origin),
    author_association: 'NONE',
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
  };
}

export function viewEnvironment(
  name: string,
  { reviewers, branches }: Protection,
  fullName: string,
  origin: string,
): object {
  const url = `${origin}/repos/${fullName}/environments/${name}`;
  const rules = [
    ...(reviewers
      ? [{ type: 'required_reviewers', reviewers: reviewers.map((login) => viewReviewer(login, origin)) }]
      : []),
    ...(branches ? [{ type: 'branch_policy' }] : []),
  ];
  const isProtected = branches === 'protected';
  return {
    ...{ id: 1, node_id: `EN_${name}`, name, url, html_url: url },
    ...{ created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', can_admins_bypass: true },
    protection_rules: rules.map((rule, index) => ({ id: index + 1, node_id: `GA_${index + 1}`, ...rule })),
    deployment_branch_policy: branches
      ? { protected_branches: isProtected, custom_branch_policies: !isProtected }
      : null,
  };
}

function viewReviewer(login: string, origin: string): object {
  return { type: 'User', reviewer: viewUser(login, origin) };
}

export function viewBranchPolicy(name: string, index: number): object {
  return { id: index + 1, node_id: `BP_${index + 1}`, name, type: 'branch' };
}

export function viewProtectedBranch(name: string, isProtected: boolean, fullName: string, origin: string): object {
  const url = `${origin}/repos/${fullName}/branches/${name}`;
  const links = { self: url, html: `${origin}/${fullName}/tree/${name}` };
  return { ...example('branch-get'), name, protected: isProtected, protection_url: `${url}/protection`, _links: links };
}

export function viewLabel(name: string, { fullName }: Repository, origin: string): object {
  const url = `${origin}/repos/${fullName}/labels/${encodeURIComponent(name)}`;
  return { id: 1, node_id: `LA_${name}`, url, name, description: '', color: 'ededed', default: false };
}

export function viewLabelEvent(event: LabelEvent & { readonly id: number }, fullName: string, origin: string): object {
  return {
    id: event.id,
    node_id: `LE_${event.id}`,
    url: `${origin}/repos/${fullName}/issues/events/${event.id}`,
    actor: viewUser(event.actor, origin),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: event.createdAt,
    label: { name: event.label, color: 'ededed' },
    performed_via_github_app: null,
  };
}

/** https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files */
export function viewChangedFile({ path, patch }: ChangedFile): object {
  const lines = patch.split('\n');
  const count = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
  const url = `https://github.com/blob/${encodeURIComponent(path)}`;
  return {
    ...{ sha: 'b'.repeat(40), filename: path, status: 'modified', patch },
    ...{ additions: count('+'), deletions: count('-'), changes: count('+') + count('-') },
    ...{ blob_url: url, raw_url: url, contents_url: url },
  };
}

export function viewReview(review: Review, fullName: string, origin: string): object {
  const pullRequest = `${origin}/repos/${fullName}/pulls/${review.pullRequest}`;
  const html = `${origin}/${fullName}/pull/${review.pullRequest}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: viewUser(review.author, origin),
    body: '',
    state: review.state,
    html_url: html,
    pull_request_url: pullRequest,
    _links: { html: { href: html }, pull_request: { href: pullRequest } },
    // One that is not submitted yet has no time.
    ...(review.state !== 'PENDING' && { submitted_at: review.submittedAt }),
    commit_id: review.commit,
    author_association: 'NONE',
  };
}

const ROLES: readonly Role[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

/** https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user */
export function viewRole(login: string, role: Role, origin: string): object {
  const has = (least: Role) => ROLES.indexOf(role) >= ROLES.indexOf(least);
  const permissions = {
    admin: has('admin'),
    maintain: has('maintain'),
    push: has('write'),
    triage: has('triage'),
    pull: has('read'),
  };
  const legacy: Partial<Record<Role, Role>> = { maintain: 'write', triage: 'read' };
  return {
    permission: legacy[role] ?? role,
    role_name: role,
    user: { ...viewUser(login, origin), permissions, role_name: role },
  };
}

export function viewActivity(activity: Activity & { readonly id: number }, origin: string): object {
  const { id, kind, actor, ref, before, after, timestamp } = activity;
  return {
    id,
    node_id: `PSH_${id}`,
    before,
    after,
    ref,
    timestamp,
    activity_type: kind,
    actor: viewUser(actor, origin),
  };
}

export function viewAttempt(
  { run, attempt, status }: { readonly run: number; readonly attempt: number; readonly status: AttemptStatus },
  fullName: string,
  origin: string,
): object {
  return {
    ...example('workflow-run'),
    id: run,
    run_attempt: attempt,
    status,
    conclusion: status === 'completed' ? 'cancelled' : null,
    url: `${origin}/repos/${fullName}/actions/runs/${run}`,
    html_url: `${origin}/${fullName}/actions/runs/${run}`,
  };
}

export function viewIssue(issue: Issue, repository: Repository, origin: string): object {
  const url = `${origin}/repos/${repository.fullName}/issues/${issue.number}`;
  return {
    ...example('issue'),
    ...common(issue, repository, origin),
    url,
    comments_url: `${url}/comments`,
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    repository_url: `${origin}/repos/${repository.fullName}`,
    pull_request: issue.pullRequest && viewPullRequestLinks(issue, repository, origin),
  };
}

export function viewPullRequest(
  issue: Issue,
  pullRequest: PullRequest,
  repository: Repository,
  origin: string,
): object {
  return {
    ...example('pull-request'),
    ...commonOfPullRequest(issue, pullRequest, repository, origin),
    merged: pullRequest.mergeSha !== undefined,
    merged_by: null,
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    commits: pullRequest.commits.length,
  };
}

export function viewPullRequestInList(
  issue: Issue,
  pullRequest: PullRequest,
  repository: Repository,
  origin: string,
): object {
  const [first] = example('pull-request-simple-items') as unknown as object[];
  return { ...first, ...commonOfPullRequest(issue, pullRequest, repository, origin) };
}

export function viewFile(path: string, content: string, repository: Repository, origin: string): object {
  const encoded = { encoding: 'base64', content: Buffer.from(content).toString('base64') };
  return { ...viewFolderEntry('file', path, content, repository, origin), ...encoded };
}

/** @param content of the file; of a folder, anything that tells it from others */
export function viewFolderEntry(
  type: 'file' | 'dir',
  path: string,
  content: string,
  { fullName }: Repository,
  origin: string,
): object {
  const bytes = Buffer.from(content);
  // As git names it.
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const [page, object] = type === 'file' ? ['blob', 'blobs'] : ['tree', 'trees'];
  const self = `${origin}/repos/${fullName}/contents/${path}`;
  const html = `${origin}/${fullName}/${page}/main/${path}`;
  const git = `${origin}/repos/${fullName}/git/${object}/${sha}`;
  return {
    type,
    name: path.split('/').at(-1),
    path,
    sha,
    size: type === 'file' ? bytes.length : 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url: type === 'file' ? `${origin}/raw/${fullName}/main/${path}` : null,
    _links: { self, html, git },
  };
}

/** What issues and pull requests have in common. */
function common(issue: Issue, repository: Repository, origin: string): object {
  const kind = issue.pullRequest ? 'pull' : 'issues';
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.isOpen ? 'open' : 'closed',
    user: viewUser(issue.author, origin),
    labels: issue.labels.map((name) => viewLabel(name, repository, origin)),
    html_url: `${origin}/${repository.fullName}/${kind}/${issue.number}`,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.isOpen ? null : issue.updatedAt,
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
  };
}

function commonOfPullRequest(issue: Issue, pullRequest: PullRequest, repository: Repository, origin: string): object {
  return {
    ...common(issue, repository, origin),
    url: `${origin}/repos/${repository.fullName}/pulls/${issue.number}`,
    head: viewBranch(pullRequest.headRepository, pullRequest.headRef, pullRequest.headSha),
    base: viewBranch(repository.fullName, pullRequest.baseRef, '0'.repeat(40)),
    merged_at: pullRequest.mergeSha === undefined ? null : issue.updatedAt,
    // While a pull request is open, this is the commit that GitHub made to try the merge.
    merge_commit_sha: pullRequest.mergeSha ?? createHash('sha1').update(pullRequest.headSha).digest('hex'),
    requested_reviewers: [],
    requested_teams: [],
    draft: false,
  };
}

function viewBranch(fullName: string, ref: string, sha: string): object {
  const { head } = example('pull-request') as { head: { repo: object; user: object } };
  const [owner, name] = fullName.split('/');
  const id = createHash('sha256').update(fullName).digest().readUInt32BE();
  return { ...head, label: `${owner}:${ref}`, ref, sha, repo: { ...head.repo, id, name, full_name: fullName } };
}

function viewPullRequestLinks({ number }: Issue, { fullName }: Repository, origin: string): object {
  const html_url = `${origin}/${fullName}/pull/${number}`;
  return {
    url: `${origin}/repos/${fullName}/pulls/${number}`,
    html_url,
    diff_url: `${html_url}.diff`,
    patch_url: `${html_url}.patch`,
  };
}
