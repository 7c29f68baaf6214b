import { assess, type Documents, findingsOf } from '../../src/action/assess';
import { SEVERITIES } from '../../src/iam/findings/finding';
import { actionsMatching, actionText } from '../../src/iam/reference/names';
import {
  allow,
  ATTACHMENT_TYPE,
  change,
  deny,
  documentText,
  POLICY_TYPE,
  policyText,
  TARGET,
  trustText,
} from '../report/samples';

const POLICY = policyText(['deploy']);
const TRUST = trustText(true);
const CONTEXT = { target: TARGET };

function assessed(documents: Partial<Documents>) {
  const whole: Documents = {
    command: 'preview',
    policy: { before: POLICY, after: POLICY },
    trust: { before: TRUST, after: TRUST },
    changes: [],
    foreignPolicies: [],
    boundary: {},
    ...documents,
  };
  return assess(TARGET, whole, []);
}

function kindsOf(documents: Partial<Documents>): string[] {
  const { permissions, trust } = assessed(documents);
  return [...new Set([...permissions.differences, ...trust.differences].map(({ kind }) => kind))];
}

it.each([
  ['that stays', {}, []],
  ['that is new', { policy: { after: POLICY } }, ['gained']],
  ['that is gone', { policy: { before: POLICY } }, ['lost']],
  ['that is attached', { changes: [change(ATTACHMENT_TYPE, 'create')] }, ['gained']],
  ['that is detached', { changes: [change(ATTACHMENT_TYPE, 'delete', { status: 'drifted' as const })] }, ['lost']],
  [
    'that is attached in place of another one',
    { changes: [change(ATTACHMENT_TYPE, 'delete'), change(ATTACHMENT_TYPE, 'create')] },
    ['gained'],
  ],
  ['that is attached anew', { changes: [change(ATTACHMENT_TYPE, 'replace')] }, []],
  ['of which only a tag changes', { changes: [change(POLICY_TYPE, 'update')] }, []],
  ['of nobody', { trust: { before: TRUST } }, ['lost']],
])('compares what a policy allows %s', (_, documents, expected) => {
  expect(kindsOf(documents)).toEqual(expected);
});

it('shows in the matrix only what is attached', () => {
  const { matrix } = assessed({ changes: [change(ATTACHMENT_TYPE, 'create')] });
  const cell = matrix.rows.find(({ action }) => action === 'sagemaker:InvokeEndpoint')!.cells[0];
  expect(cell).toEqual({ now: 'allowed', before: undefined });
});

it.each([
  ['no JSON', '{'],
  ['another form', '[1]'],
  ['a text', '"x"'],
  ['null', 'null'],
])('says that a document is malformed: %s', (_, text) => {
  const { permissions } = assessed({ policy: { before: POLICY, after: text } });
  expect(permissions.malformed.after).toEqual(expect.stringContaining('expected'));
  expect(permissions.differences.every(({ kind }) => kind === 'lost')).toBe(true);
});

it('takes patterns of known services apart, so that a narrower one is no gain', () => {
  const policy = { before: documentText([allow('s3:*', '*')]), after: documentText([allow('s3:Get*', '*')]) };
  expect(kindsOf({ policy })).toEqual(['lost']);
});

it.each([
  ['that is gone', { before: documentText([allow('s3:Get*', '*')]) }],
  ['that is new', { after: documentText([allow('s3:Get*', '*')]) }],
])('knows the actions of a pattern %s', (_, policy) => {
  const [difference] = assessed({ policy }).permissions.differences;
  expect(difference!.actions).toContain('s3:GetObjectTagging');
});

describe('findings', () => {
  const policy = documentText([allow(['iam:PassRole', 's3:PutObject'], '*')]);

  it('come the severest first', () => {
    const ranks = findingsOf({ policy, trust: trustText(false) }, CONTEXT).map(({ severity }) =>
      SEVERITIES.indexOf(severity),
    );
    expect(ranks.length).toBeGreaterThan(2);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('are about what will be there', () => {
    expect(findingsOf({ policy: undefined, trust: undefined }, CONTEXT)).toEqual([]);
  });
});

describe('policies of others on the role', () => {
  const foreignPolicies = [
    { kind: 'inline' as const, name: 'by-hand', document: documentText([allow('s3:DeleteObject', '*')]) },
  ];
  const cellOf = (documents: Partial<Documents>) =>
    assessed(documents)
      .matrix.rows.find(({ action }) => action === 's3:DeleteObject')!
      .cells.find((cell) => cell);

  it('are no part of what a preview changes, but of what the role may do', () => {
    const { permissions, foreign } = assessed({ foreignPolicies });
    expect(permissions.differences).toEqual([]);
    expect(foreign!.differences).toMatchObject([{ kind: 'gained', action: 's3:DeleteObject', resource: '*' }]);
    expect(cellOf({ foreignPolicies })).toEqual({ now: 'allowed', before: 'allowed' });
  });

  it('are what changed, to whoever looks for drift', () => {
    const { permissions } = assessed({ command: 'drift', foreignPolicies });
    expect(permissions.differences).toMatchObject([{ kind: 'gained', action: 's3:DeleteObject', resource: '*' }]);
    expect(cellOf({ command: 'drift', foreignPolicies })).toEqual({ now: 'allowed', before: 'denied' });
  });

  it('hide no gain of the own policy, though they may allow the same', () => {
    const policy = { before: POLICY, after: documentText([allow('s3:DeleteObject', '*')]) };
    expect(kindsOf({ policy, foreignPolicies })).toContain('gained');
  });

  it('take away what they deny', () => {
    const denying = [{ ...foreignPolicies[0]!, document: documentText([deny('s3:*', '*')]) }];
    const { foreign } = assessed({ foreignPolicies: denying });
    expect(foreign!.differences.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['lost']));
    expect(cellOf({ foreignPolicies: denying })).toEqual({ now: 'denied', before: 'denied' });
  });
});

describe('a permissions boundary', () => {
  const ARN = 'arn:aws:iam::123456789012:policy/boundary';
  const OBJECTS = 'arn:aws:s3:::my-models/*';
  const READ = documentText([allow('s3:GetObject', OBJECTS)]);
  const BOTH = documentText([allow(['s3:GetObject', 's3:PutObject'], OBJECTS)]);
  const known = (...statements: unknown[]) => ({ arn: ARN, document: documentText(statements)! });
  const unread = { arn: ARN, unread: 'AccessDenied' };
  const S3_READ = known(allow('s3:Get*', '*'));
  const cell = (documents: Partial<Documents>) => {
    const { rows } = assessed(documents).matrix;
    return rows.find(({ action }) => action === 's3:PutObject')!.cells.find((each) => each);
  };

  it('counts in what becomes possible, in the matrix, and in what is told of a statement', () => {
    const documents: Partial<Documents> = {
      policy: { before: READ, after: BOTH },
      boundary: { before: S3_READ, after: S3_READ },
    };
    const { permissions, matrix } = assessed(documents);
    expect(permissions.differences).toEqual([]);
    expect(permissions.cutAway).toMatchObject([{ kind: 'gained', actions: ['s3:PutObject'] }]);
    expect(matrix.boundary).toBe('counted');
    expect(cell(documents)).toEqual({ before: 'denied', now: 'denied', byBoundary: true });
  });

  it('counts on the side that has it', () => {
    const { permissions } = assessed({ policy: { before: BOTH, after: BOTH }, boundary: { before: S3_READ } });
    expect(permissions.differences).toMatchObject([{ kind: 'gained', actions: ['s3:PutObject'], byBoundary: true }]);
  });

  it('bounds what others have put on the role as well', () => {
    const foreignPolicies = [
      { kind: 'inline' as const, name: 'by-hand', document: documentText([allow('s3:PutObject', OBJECTS)]) },
    ];
    const { foreign } = assessed({ foreignPolicies, boundary: { before: S3_READ, after: S3_READ } });
    expect(foreign!.differences).toEqual([]);
    expect(foreign!.cutAway).toMatchObject([{ actions: ['s3:PutObject'] }]);
  });

  it.each<[string, Partial<Documents>['boundary']]>([
    ['neither is known', { before: unread, after: unread }],
    ['only the new one is known', { before: unread, after: S3_READ }],
    ['only the old one is known', { before: S3_READ, after: unread }],
    ['it is new and not known', { after: unread }],
    ['its text makes no sense', { after: { arn: ARN, document: '[]' } }],
  ])('counts nowhere where %s, and all is as without one', (_, boundary) => {
    const policy = { before: READ, after: BOTH };
    const { permissions, matrix, findings } = assessed({ policy, boundary });
    const without = assessed({ policy });
    expect(permissions).toEqual(without.permissions);
    expect(matrix).toEqual({ ...without.matrix, boundary: 'not-looked-at' });
    expect(findings).toEqual(without.findings);
    expect(without.matrix.boundary).toBe('none');
  });

  it('counts nowhere where it is too large to be compared', () => {
    const large = known(
      allow(
        Array.from({ length: 4000 }, (_, index) => `service${index}:Get*`),
        '*',
      ),
    );
    const { permissions, matrix } = assessed({ policy: { before: READ, after: BOTH }, boundary: { after: large } });
    expect(matrix.boundary).toBe('not-looked-at');
    expect(permissions.differences).toMatchObject([{ kind: 'gained', actions: ['s3:PutObject'] }]);
    expect(permissions.incomplete).toBeUndefined();
  });

  it('is found to allow nothing of it, and its file to be another one', () => {
    const boundary = { after: { ...known(allow('dynamodb:*', '*')), differingFile: 'b.json' } };
    const { findings } = assessed({ boundary });
    expect(findings.map(({ id }) => id)).toEqual(['boundary-allows-nothing', 'boundary-file-differs']);
  });
});

it('shows first what a change is about, where there is no room for all', () => {
  const names = (count: number, letter: string) => Array.from({ length: count }, (_, index) => `${letter}${index}`);
  const statements = (letter: string, actions: readonly string[]) =>
    names(40, letter).map((name, index) => allow(actions[index % actions.length]!, `arn:aws:s3:::${name}/*`));
  const before = statements('old', ['s3:GetObjectAcl', 's3:GetObjectTagging', 's3:GetObjectVersion']);
  const after = statements('new', ['s3:PutObjectAcl', 's3:RestoreObject', 's3:GetObjectTorrent']);
  const many = allow(
    actionsMatching('iam:*')
      .map(actionText)
      .filter((name) => /^iam:(Get|List|Create)/.test(name)),
    '*',
  );
  const { matrix } = assessed({
    policy: { before: documentText([many, ...before]), after: documentText([many, ...after]) },
  });
  const shown = matrix.rows.map(({ action }) => action);
  expect(shown).toEqual(expect.arrayContaining(['s3:PutObjectAcl', 's3:RestoreObject', 's3:GetObjectTorrent']));
  expect(shown).toEqual(expect.arrayContaining(['s3:GetObjectAcl']));
  expect([matrix.left > 0, matrix.leftChanged]).toEqual([true, 0]);
});
