import { boundariesOf, boundaryFrom, boundaryNotes, unseenBoundaries } from '../../src/action/boundary';
import type { StackResult } from '../../src/stack/execute';
import { ROLE_TYPE } from '../report/samples';

const ARN = 'arn:aws:iam::123456789012:policy/boundary';
const AWS = 'arn:aws:iam::aws:policy/PowerUserAccess';
const document = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const FILE = { file: 'access/boundary.json', document: document('s3:*') };

function result(before?: object, after?: object): StackResult {
  return {
    changes: [],
    outside: [],
    tagged: [],
    beginning: new Map(),
    components: new Map(),
    errors: [],
    resources: { [ROLE_TYPE]: { before, after } as object },
  };
}

describe('the boundaries of a role', () => {
  const ask = jest.fn(async (arn: string) => ({ arn, document: document('*') }));
  beforeEach(() => ask.mockClear());

  it.each([
    ['none', {}, {}, {}],
    ['an empty text, which is none', { permissionsBoundary: '' }, { permissionsBoundary: null }, {}],
    ['a new one', {}, { permissionsBoundary: ARN }, { after: ARN }],
    ['another one', { permissionsBoundary: AWS }, { permissionsBoundary: ARN }, { before: AWS, after: ARN }],
    ['none any more', { permissionsBoundary: AWS }, {}, { before: AWS }],
    ['one of a new role', undefined, { permissionsBoundary: ARN }, { after: ARN }],
  ])('are looked at on both sides: %s', async (_, before, after, expected: { before?: string; after?: string }) => {
    const found = await boundariesOf(result(before, after), ask);
    expect([found?.before?.arn, found?.after?.arn]).toEqual([expected.before, expected.after]);
    expect(found?.after?.document).toBe(expected.after && document('*'));
    expect(ask).toHaveBeenCalledTimes(Object.keys(expected).length);
  });

  it('are none where the engine saw no role', async () => {
    expect(await boundariesOf({ ...result(), resources: {} }, ask)).toEqual({});
  });
});

describe('what is known of a boundary', () => {
  it('is what IAM has', () => {
    expect(boundaryFrom(ARN, { document: document('*') }, undefined)).toEqual({ arn: ARN, document: document('*') });
  });

  it('is what IAM has, also where the file says something else, which is told', () => {
    expect(boundaryFrom(ARN, { document: document('*') }, FILE)).toEqual({
      arn: ARN,
      document: document('*'),
      differingFile: 'access/boundary.json',
    });
  });

  it('is what both have, in whatever form', () => {
    const same = JSON.stringify(JSON.parse(document('S3:*')), undefined, 2);
    expect(boundaryFrom(ARN, { document: same }, FILE)).toEqual({ arn: ARN, document: same });
  });

  it('is what the file says where IAM does not tell it', () => {
    expect(boundaryFrom(ARN, { unread: 'AccessDenied' }, FILE)).toEqual({
      arn: ARN,
      document: FILE.document,
      file: 'access/boundary.json',
      unread: 'AccessDenied',
    });
  });

  it('is nothing where neither does', () => {
    expect(boundaryFrom(ARN, { unread: 'AccessDenied' }, undefined)).toEqual({ arn: ARN, unread: 'AccessDenied' });
  });

  it.each(['', '[]', '{"Version":"2012-10-17","Statement":{"Effect":"Maybe","Action":"*","Resource":"*"}}'])(
    'is nothing where its text is not understood: %j',
    (text) => {
      const { document: known, unread } = boundaryFrom(ARN, { document: text }, undefined);
      expect(known).toBeUndefined();
      expect(unread).toMatch(/^Its document is not understood: expected /);
    },
  );
});

describe('what is said of boundaries', () => {
  const unread = { arn: ARN, unread: 'GetPolicy: no (AccessDenied)' };

  it('is why one was not looked at, once', () => {
    expect(unseenBoundaries({ before: unread, after: unread }, false)).toEqual([
      `The permissions boundary ${ARN} was not looked at, so that all this is about what the policies say without it: GetPolicy: no (AccessDenied)`,
    ]);
  });

  it('is that one is too large, where that is why it does not count', () => {
    const known = { arn: ARN, document: document('*') };
    expect(unseenBoundaries({ after: known }, false)).toEqual([
      expect.stringContaining('It is too large to be compared.'),
    ]);
    expect(unseenBoundaries({ after: known }, true)).toEqual([]);
    expect(unseenBoundaries(undefined, true)).toEqual([]);
  });

  it('is that it is as the file says, for nobody has looked whether that is so', () => {
    const byFile = boundaryFrom(ARN, { unread: 'AccessDenied' }, FILE);
    expect(boundaryNotes({ after: byFile })).toEqual([
      `What the permissions boundary ${ARN} allows is as the file access/boundary.json says. Whether that is so in IAM was not looked at: AccessDenied`,
    ]);
    expect(boundaryNotes({ after: { arn: ARN, document: document('*') } })).toEqual([]);
  });
});
