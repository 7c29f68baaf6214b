import { awsPermissions, permissionsTable } from '../../../projenrc/readme/aws-permissions';
import { ACTION_PERMISSIONS, type ActionCommand } from '../../../src/iam/generate/action-permissions';

const [READING, WRITING] = policies(awsPermissions());
const ALWAYS = ACTION_PERMISSIONS.filter(({ onlyWith }) => onlyWith === undefined);

describe('permissionsTable', () => {
  test('ticks the commands that need a permission', () => {
    const table = permissionsTable([
      {
        actions: ['s3:PutObject', 's3:DeleteObject'],
        resource: 'state-objects',
        commands: ['up', 'destroy'],
        purpose: 'write the state',
      },
      {
        actions: ['iam:GetRole'],
        resource: 'role',
        commands: ['preview'],
        purpose: 'read the role',
        onlyWith: 'refresh: true',
      },
    ]);
    expect(table.split('\n')).toEqual([
      '| Permissions | On | What for | `preview` | `drift` | `up` | `destroy` |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      '| `s3:PutObject`, `s3:DeleteObject` | the objects in it, below `.pulumi/` | to write the state |  |  | ✓ | ✓ |',
      '| `iam:GetRole` | the role | to read the role, only with `refresh: true` | ✓ |  |  |  |',
    ]);
  });
});

describe('awsPermissions', () => {
  test.each<[readonly ActionCommand[], typeof READING]>([
    [['preview', 'drift'], READING],
    [['up', 'destroy'], WRITING],
  ])('the policy for %j allows what these commands need, and nothing else', (commands, policy) => {
    const needed = ALWAYS.filter((permission) => commands.some((each) => permission.commands.includes(each)))
      // The role has a boundary, which is not to be taken away.
      .filter(({ unlessBounded }) => !unlessBounded);
    expect(policy!.Statement.flatMap(({ Action }) => Action).sort()).toEqual(
      needed.flatMap(({ actions }) => actions).sort(),
    );
  });

  test('no role is made without its boundary', () => {
    const making = WRITING!.Statement.filter(({ Action }) =>
      Action.some((action) => ['iam:CreateRole', 'iam:AttachRolePolicy'].includes(action)),
    );
    for (const { Condition } of making) {
      expect(Condition?.StringEquals).toHaveProperty(
        ['iam:PermissionsBoundary'],
        'arn:aws:iam::ACCOUNT:policy/BOUNDARY',
      );
    }
    expect(making).toHaveLength(2);
  });

  test('no command needs less than the policy that it shares with another one', () => {
    const needs = (command: ActionCommand) => ALWAYS.filter(({ commands }) => commands.includes(command));
    expect(needs('preview')).toEqual(needs('drift'));
  });

  test('writes the placeholders into the ARNs', () => {
    expect(WRITING!.Statement.map(({ Resource }) => Resource)).toEqual([
      'arn:aws:iam::ACCOUNT:policy/NAME',
      'arn:aws:iam::ACCOUNT:role/NAME',
      ['arn:aws:iam::ACCOUNT:policy/*', 'arn:aws:iam::aws:policy/*'],
      ...Array(3).fill('arn:aws:iam::ACCOUNT:role/NAME'),
      'arn:aws:s3:::STATE_BUCKET',
      'arn:aws:s3:::STATE_BUCKET/.pulumi/*',
    ]);
  });
});

function policies(markdown: string): { Statement: PolicyStatement[] }[] {
  return [...markdown.matchAll(/```json\n([^]*?)\n```/g)].map((match) => JSON.parse(match[1]!));
}

interface PolicyStatement {
  readonly Action: string[];
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, object>>;
}
