import { code, table } from './markdown';
import {
  ACTION_PERMISSIONS,
  type ActionCommand,
  type ActionPermission,
  actionPolicyDocument,
  type ActionResource,
} from '../../src/iam/generate/action-permissions';
import { codeBlock } from '../../src/report/block';
import { renderMarkdown } from '../../src/report/render/markdown/block';

/** In two groups, as a repository has a role for pull requests that reads, and one for its main branch that writes. */
const READING = ['preview', 'drift'] as const satisfies readonly ActionCommand[];
const WRITING = ['up', 'destroy'] as const satisfies readonly ActionCommand[];

/** What the reader puts their own values in place of. */
const PLACEHOLDERS = {
  partition: 'aws',
  account: 'ACCOUNT',
  path: '/',
  name: 'NAME',
  stateBucket: 'STATE_BUCKET',
  stateAccount: 'ACCOUNT',
  boundary: 'arn:aws:iam::ACCOUNT:policy/BOUNDARY',
} as const;

const ON: Readonly<Record<ActionResource, string>> = {
  policy: 'the policy',
  role: 'the role',
  'any-policy': 'any policy',
  boundary: 'the permissions boundary',
  'state-bucket': 'the bucket of the state, below `.pulumi/`',
  'state-objects': 'the objects in it, below `.pulumi/`',
  'secrets-key': 'the KMS key',
  'deploy-role': 'the role in `deploy-role-arn`',
  anything: '`*`',
};

/** @returns what the role of a workflow needs: a table of it, and a policy document for each group of commands */
export function awsPermissions(): string {
  return [permissionsTable(ACTION_PERMISSIONS), policy(READING), policy(WRITING)].join('\n\n');
}

/** @returns a Markdown table that says what each permission is for, and with which commands it is needed */
export function permissionsTable(permissions: readonly ActionPermission[]): string {
  const commands = [...READING, ...WRITING];
  const rows = permissions.map(({ actions, resource, purpose, onlyWith, unlessBounded, commands: needing }) => [
    actions.map(code).join(', '),
    ON[resource],
    [
      `to ${purpose}`,
      ...(onlyWith ? [`only with ${code(onlyWith)}`] : []),
      ...(unlessBounded ? [`not with ${code('permissions-boundary')}`] : []),
    ].join(', '),
    ...commands.map((command) => (needing.includes(command) ? '✓' : '')),
  ]);
  return table(['Permissions', 'On', 'What for', ...commands.map(code)], rows);
}

function policy(commands: readonly ActionCommand[]): string {
  const json = JSON.stringify(actionPolicyDocument(PLACEHOLDERS, commands), undefined, 2);
  const fold = { title: `Policy for ${commands.join(' and ')}`, open: false };
  return renderMarkdown(codeBlock('json', json, { weight: 'detail', fold }));
}
