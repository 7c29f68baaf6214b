import { decideByOracle } from './oracle';
import { policyDocument } from '../../../src/iam/generate/permissions/policy-document';
import { type BoundaryState, permissionMatrix } from '../../../src/iam/matrix/matrix';
import { readWellFormed } from '../../../src/iam/policy/well-formed';
import { requestContext } from '../../../src/iam/verify/context-entry';
import { simulatorCalls } from '../../../src/iam/verify/simulator-calls';
import { type SimulatorQuestion, simulatorQuestions } from '../../../src/iam/verify/simulator-questions';
import { type SimulatorAnswer, simulatorVerdict } from '../../../src/iam/verify/simulator-verdict';
import { TARGET } from '../target';

const OBJECTS = 'arn:aws:s3:::my-models/*';
const allow = (Action: string | string[], Resource: string | string[] = OBJECTS, Condition?: object) => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...(Condition && { Condition }),
});
const deny = (...args: Parameters<typeof allow>) => ({ ...allow(...args), Effect: 'Deny' });
const documentOf = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });

function asked(document: object, boundary?: object) {
  const bound = boundary && readWellFormed(boundary, 'identity');
  const state: BoundaryState = boundary ? 'counted' : 'none';
  const after = bound?.ok ? bound.value : undefined;
  const matrix = permissionMatrix(TARGET, { now: document }, { boundary: state, boundaries: { after } });
  return simulatorQuestions(matrix, TARGET, { policies: [document], boundary });
}

/** What an implementation says that is not of this project, by the requests as they go to AWS. */
function answersTo(questions: readonly SimulatorQuestion[], document: object, boundary?: object): SimulatorAnswer[] {
  return simulatorCalls(questions).flatMap(({ actions, resources, context }) =>
    actions.flatMap((action) =>
      resources.map((resource) => ({
        ...{ action, resource, context, missingKeys: [], isBeyondBoundary: false },
        isAllowed:
          decideByOracle({
            ...{ action, resource, context: requestContext(context), policies: [JSON.stringify(document)] },
            boundary: boundary && JSON.stringify(boundary),
          }) === 'allowed',
      })),
    ),
  );
}

function verdictOn(document: object, boundary?: object) {
  const { questions, left } = asked(document, boundary);
  const isBounded = boundary !== undefined;
  return { ...simulatorVerdict(questions, answersTo(questions, document, boundary), { isBounded }), left };
}

const SETS = [['deploy'], ['baseline'], ['invoke'], ['observe'], ['deploy', 'observe']] as const;
const WITH_KEY = { ...TARGET, kmsKey: 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab' };
const CONDITIONS: Readonly<Record<string, object>> = {
  'a text': { StringEquals: { 's3:ExistingObjectTag/team': 'fraud' } },
  'a pattern': { StringLike: { 'aws:PrincipalTag/team': 'fraud-*' } },
  'not a text': { StringNotEquals: { 'aws:PrincipalTag/team': ['fraud', 'risk'] } },
  'a number': { NumericLessThan: { 's3:max-keys': '10' } },
  'a date': { DateGreaterThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } },
  'yes or no': { Bool: { 'aws:SecureTransport': 'true' } },
  'an address': { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  'an ARN': { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci-*' } },
  'a key that is there': { Null: { 'aws:PrincipalTag/team': 'false' } },
  'several keys': {
    StringEquals: { 'aws:PrincipalTag/team': 'fraud', 'aws:RequestedRegion': 'us-west-2' },
    Bool: { 'aws:SecureTransport': 'true' },
  },
  'a set': { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } },
};

describe('every cell of the matrix is asked, and another implementation agrees:', () => {
  test.each(SETS.map((sets) => [sets.join(' and '), sets] as const))('%s', (_, sets) => {
    const verdict = verdictOn(policyDocument(TARGET, sets));
    expect(verdict).toMatchObject({ disagreements: [], unanswered: 0, incomparable: 0 });
    expect(verdict.asked).toBeGreaterThan(10);
    expect(verdict.agreed).toBe(verdict.asked);
  });

  test('a key', () => {
    const document = policyDocument(WITH_KEY, ['deploy']);
    const { questions } = asked(document);
    expect(questions.filter(({ action, ours }) => action.startsWith('kms:') && ours === 'allowed')).not.toEqual([]);
    expect(verdictOn(document)).toMatchObject({ disagreements: [], unanswered: 0 });
  });

  test('a boundary', () => {
    const verdict = verdictOn(policyDocument(TARGET, ['deploy']), documentOf(allow('s3:GetObject', '*')));
    expect(verdict).toMatchObject({ disagreements: [], unanswered: 0 });
  });

  test.each(Object.keys(CONDITIONS))('a condition on %s, both where it holds and where it does not', (name) => {
    const { questions, left } = asked(documentOf(allow('s3:GetObject', OBJECTS, CONDITIONS[name])));
    const conditional = questions.filter(({ action, openKeys, context }) => {
      return action === 's3:GetObject' && openKeys.length + context.length > 0;
    });
    expect(left).toEqual({});
    expect(new Set(conditional.map(({ ours }) => ours))).toEqual(new Set(['allowed', 'denied']));
    expect(verdictOn(documentOf(allow('s3:GetObject', OBJECTS, CONDITIONS[name]))).disagreements).toEqual([]);
  });

  test('a denial under a condition', () => {
    const document = documentOf(allow('s3:GetObject'), deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } }));
    const { questions } = asked(document);
    expect(questions).toContainEqual(
      expect.objectContaining({
        ...{ action: 's3:GetObject', ours: 'denied', openKeys: [] },
        context: [{ key: 'aws:securetransport', values: ['false'], type: 'boolean' }],
      }),
    );
    expect(verdictOn(document).disagreements).toEqual([]);
  });
});

test('an action with two types of resources is asked about each, and allowed only if both are', () => {
  const document = policyDocument(TARGET, ['baseline']);
  const { questions } = asked(document);
  const create = questions.filter(({ action }) => action === 'sagemaker:CreateEndpoint');
  expect(create[0]).toMatchObject({ ours: 'denied' });
  expect(create[0]!.resources).toEqual([
    expect.stringContaining(':endpoint/'),
    expect.stringContaining(':endpoint-config/'),
  ]);
  expect(verdictOn(document).disagreements).toEqual([]);
});

describe('what is not asked is counted, with the reason:', () => {
  test('variables', () => {
    const { left } = asked(documentOf(allow('s3:GetObject', 'arn:aws:s3:::my-models/${aws:username}/*')));
    expect(left).toEqual({ 'that depend on variables': expect.any(Number) });
  });

  test('conditions that are not easily met', () => {
    const condition = { BinaryEquals: { 's3:ExistingObjectTag/x': 'eA==' } };
    const { left, questions } = asked(documentOf(allow('s3:GetObject', OBJECTS, condition)));
    expect(Object.keys(left)).toEqual([expect.stringContaining('not easily met')]);
    expect(questions.filter(({ openKeys }) => openKeys.length > 0)).not.toEqual([]);
  });

  test('resources that AWS has for a missing one', () => {
    const { left } = asked(documentOf(allow('s3:ListAllMyBuckets', 'arn:aws:s3:::*')));
    expect(Object.keys(left)).toEqual(['of which the simulator knows no resource']);
  });

  test('too many', () => {
    const buckets = Array.from({ length: 60 }, (_, index) => `arn:aws:s3:::bucket-${index}/*`);
    const actions = ['Get', 'Put', 'Delete', 'Restore'].map((verb) => `s3:${verb}Object`);
    const { questions, left } = asked(
      documentOf(
        allow(
          [...actions, 's3:GetObjectAcl', 's3:PutObjectAcl', 's3:GetObjectTagging', 's3:PutObjectTagging'],
          buckets,
        ),
      ),
    );
    expect(questions).toHaveLength(400);
    expect(left['beyond what is asked at once']).toBeGreaterThan(0);
  });
});

describe('an answer that is another', () => {
  const DOCUMENT = documentOf(allow('s3:GetObject'), allow('s3:PutObject', OBJECTS, CONDITIONS['yes or no']));
  const { questions } = asked(DOCUMENT);
  const answers = answersTo(questions, DOCUMENT);
  const flipped = (action: string, more: Partial<SimulatorAnswer> = {}) =>
    answers.map((answer) => (answer.action === action ? { ...answer, isAllowed: !answer.isAllowed, ...more } : answer));
  const UNBOUNDED = { isBounded: false };

  test('is a disagreement', () => {
    const { disagreements, asked: count, agreed } = simulatorVerdict(questions, flipped('s3:GetObject'), UNBOUNDED);
    expect(disagreements).toContainEqual({
      ...{ action: 's3:GetObject', context: [], ours: 'denied', aws: 'allowed' },
      resources: [expect.stringContaining('q7x4zk9w2j8hn3bd')],
    });
    expect(count - agreed).toBe(disagreements.length);
  });

  test('is none where AWS had a value for a key that was not given', () => {
    const verdict = simulatorVerdict(questions, flipped('s3:PutObject'), UNBOUNDED);
    expect(verdict.incomparable).toBeGreaterThan(0);
    const open = questions.filter(({ action, openKeys }) => action === 's3:PutObject' && openKeys.length > 0);
    expect(
      verdict.disagreements.filter(({ action, context }) => action === 's3:PutObject' && context.length === 0),
    ).toHaveLength(
      questions.filter(
        ({ action, openKeys, context }) => action === 's3:PutObject' && openKeys.length === 0 && context.length === 0,
      ).length,
    );
    expect(open).not.toEqual([]);
  });

  test('is one where AWS lacked the same keys', () => {
    const more = { missingKeys: ['aws:securetransport'] };
    expect(simulatorVerdict(questions, flipped('s3:PutObject', more), UNBOUNDED).incomparable).toBe(0);
  });

  test('is none where only a boundary denies that is not known here', () => {
    const bounded = flipped('s3:GetObject', { isBeyondBoundary: true });
    const own = questions.filter(({ action, ours }) => action === 's3:GetObject' && ours === 'allowed');
    expect(simulatorVerdict(own, bounded, UNBOUNDED)).toMatchObject({ incomparable: own.length, disagreements: [] });
    expect(simulatorVerdict(own, bounded, { isBounded: true }).disagreements).toHaveLength(own.length);
  });

  test('that is missing is no agreement', () => {
    const some = answers.filter(({ action }) => action !== 's3:GetObject');
    const { unanswered, asked: count, agreed } = simulatorVerdict(questions, some, UNBOUNDED);
    expect(unanswered).toBe(questions.filter(({ action }) => action === 's3:GetObject').length);
    expect(agreed).toBe(count);
    expect(count + unanswered).toBe(questions.length);
  });
});

describe('requests to the simulator', () => {
  test('are few, and ask of no action about resources of another', () => {
    const { questions } = asked(policyDocument(TARGET, ['deploy', 'observe']));
    const calls = simulatorCalls(questions);
    expect(calls.length).toBeLessThan(questions.length / 3);
    const wanted = new Set(
      questions.flatMap(({ action, resources }) => resources.map((resource) => `${action} ${resource}`)),
    );
    for (const { actions, resources } of calls) {
      for (const action of actions) for (const resource of resources) expect(wanted).toContain(`${action} ${resource}`);
    }
  });

  test('are of a size that IAM answers', () => {
    const resources = Array.from({ length: 60 }, (_, index) => `arn:aws:s3:::b${index}/x`);
    const many = resources.map((resource) => ({ action: 's3:GetObject', resources: [resource], context: [] }));
    expect(simulatorCalls(many).map((call) => call.resources.length)).toEqual([25, 25, 10]);
  });
});
