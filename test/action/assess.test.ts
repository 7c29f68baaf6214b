import { assess, type Documents, findingsOf } from '../../src/action/assess';
import { SEVERITIES } from '../../src/iam/findings/finding';
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
