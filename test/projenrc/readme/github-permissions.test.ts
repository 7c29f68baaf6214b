import { githubPermissions } from '../../../projenrc/readme/github-permissions';

it('says what a permission is for, who needs it, and when', () => {
  const of = { user: 'action', purpose: 'see it', otherwise: 'nothing' } as const;
  const table = githubPermissions([
    { ...of, permission: 'contents', level: 'read' },
    { ...of, permission: 'issues', level: 'write', onlyWith: ['command: drift', 'command: up'] },
    { ...of, permission: 'actions', level: 'read', notWith: 'comment: never' },
  ]);
  expect(table.split('\n')).toEqual([
    '| Permission | Who | What for | When | Without it |',
    '| --- | --- | --- | --- | --- |',
    '| `contents: read` | the Action (`github-token`) | to see it | always | nothing |',
    '| `issues: write` | the Action (`github-token`) | to see it | with `command: drift` or `command: up` | nothing |',
    '| `actions: read` | the Action (`github-token`) | to see it | not with `comment: never` | nothing |',
  ]);
});
