/** A permission that a job gives its token, so that its steps can ask GitHub. */
export interface TokenPermission {
  /** As in `permissions:` of a workflow. */
  readonly permission: 'actions' | 'contents' | 'id-token' | 'issues' | 'pull-requests' | 'security-events';
  readonly level: 'read' | 'write';
  /** Who needs it: the Action, with `github-token`, or another step of the job. */
  readonly user: 'action' | 'checkout' | 'credentials' | 'code-scanning' | 'protection' | 'drift-issue';
  /** What it is for, as the end of a sentence that starts with "to". */
  readonly purpose: string;
  /** From which inputs on, with their values: any of them will do. Absent where it is needed always. */
  readonly onlyWith?: readonly string[];
  /** With which input it is not needed. */
  readonly notWith?: string;
  /** What is so without it. */
  readonly otherwise: string;
}

/**
 * What the token needs. That it may read metadata goes without saying: https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 *
 * Comments and labels of a pull request are those of an issue to GitHub, and either permission will do, so the Action itself
 * needs none on issues.
 */
export const TOKEN_PERMISSIONS: readonly TokenPermission[] = [
  {
    permission: 'pull-requests',
    level: 'write',
    user: 'action',
    purpose: 'comment on the pull request, look who approved it, and take off the label of an approval that was used',
    notWith: 'comment: never',
    otherwise: 'no comment, which is a warning; no change that needs an approval',
  },
  {
    permission: 'contents',
    level: 'read',
    user: 'action',
    purpose: 'see who pushed the newest commit, for nobody approves their own',
    onlyWith: ['approval-by: review'],
    otherwise: 'no approval counts',
  },
  {
    permission: 'actions',
    level: 'read',
    user: 'action',
    purpose: 'tell whether the run that holds a lock is over',
    onlyWith: ['command: up', 'command: destroy', 'command: unlock'],
    otherwise: 'the report says that it is not known',
  },
  {
    permission: 'contents',
    level: 'read',
    user: 'checkout',
    purpose: 'have the files in the workspace',
    onlyWith: ['extra-statements', 'boundary-file'],
    otherwise: 'the step before fails',
  },
  {
    permission: 'id-token',
    level: 'write',
    user: 'credentials',
    purpose: 'assume the role of the workflow',
    otherwise: 'the step before fails',
  },
  {
    permission: 'security-events',
    level: 'write',
    user: 'code-scanning',
    purpose: 'hand in the findings',
    onlyWith: ['sarif-file'],
    otherwise: 'the step behind fails',
  },
  {
    permission: 'actions',
    level: 'read',
    user: 'code-scanning',
    purpose: 'look up the run, in a private repository',
    onlyWith: ['sarif-file'],
    otherwise: 'the step behind fails',
  },
  {
    permission: 'actions',
    level: 'read',
    user: 'protection',
    purpose: 'look whether anything protects the environment, before it deploys',
    onlyWith: ['command: up'],
    otherwise: 'a notice that it is not known',
  },
  {
    permission: 'contents',
    level: 'read',
    user: 'protection',
    purpose: 'look whether its branch is protected',
    onlyWith: ['command: up'],
    otherwise: 'a notice that it is not known',
  },
  {
    permission: 'issues',
    level: 'write',
    user: 'drift-issue',
    purpose: 'open, update and close the issue of what was changed outside of Pulumi',
    onlyWith: ['command: drift'],
    otherwise: 'that job fails',
  },
];
