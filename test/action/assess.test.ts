import { assess, findingsOf } from '../../src/action/assess';
import { SEVERITIES } from '../../src/iam/findings';
import {
  allow,
  ATTACHMENT_TYPE,
  change,
  documentText,
  POLICY_TYPE,
  policyText,
  TARGET,
  trustText,
} from '../report/samples';

const POLICY = policyText(['deploy']);
const TRUST = trustText(true);
const CONTEXT = { target: TARGET };

function kindsOf(documents: Partial<Parameters<typeof assess>[1]>): string[] {
  const whole = {
    policy: { before: POLICY, after: POLICY },
    trust: { before: TRUST, after: TRUST },
    changes: [],
    ...documents,
  };
  const { permissions, trust } = assess(TARGET, whole, []);
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
  const documents = {
    policy: { before: POLICY, after: POLICY },
    trust: {},
    changes: [change(ATTACHMENT_TYPE, 'create')],
  };
  const { matrix } = assess(TARGET, documents, []);
  const cell = matrix.rows.find(({ action }) => action === 'sagemaker:InvokeEndpoint')!.cells[0];
  expect(cell).toEqual({ now: 'allowed', before: undefined });
});

it.each([
  ['no JSON', '{'],
  ['another form', '[1]'],
  ['a text', '"x"'],
  ['null', 'null'],
])('says that a document is malformed: %s', (_, text) => {
  const { permissions } = assess(TARGET, { policy: { before: POLICY, after: text }, trust: {}, changes: [] }, []);
  expect(permissions.malformed.after).toEqual(expect.stringContaining('expected'));
  expect(permissions.differences.every(({ kind }) => kind === 'lost')).toBe(true);
});

it('takes patterns of known services apart, so that a narrower one is no gain', () => {
  const policy = { before: documentText([allow('s3:*', '*')]), after: documentText([allow('s3:Get*', '*')]) };
  expect(kindsOf({ policy })).toEqual(['lost']);
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
