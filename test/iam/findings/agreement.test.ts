import fc from 'fast-check';
import { allow, policy } from './cases/case';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import { findingsOfPolicy, findingsOfTrust } from '../../../src/iam/findings/findings';
import { areEquivalent } from '../../../src/iam/policy/canonical';
import { cases } from '../../cases';

/** What is not well-formed for evaluating is an error here, whatever it is. */
test.each(['identity', 'trust'] as const)('a malformed %s policy has a finding that AWS refuses it', (kind) => {
  const text = fc.constantFrom('*', 's3:GetObject', 'sts:AssumeRole', 'arn:aws:s3:::models/*', 'Allow');
  const texts = fc.oneof(
    text,
    fc.array(text, { minLength: 1, maxLength: 2 }),
    fc.constantFrom({}, 1, null, [1], [], [null], [null, '*']),
  );
  const statement = fc.record(
    {
      Sid: fc.constantFrom('A', 1),
      Effect: fc.constantFrom('Allow', 'Deny', 'allow'),
      Action: texts,
      NotAction: texts,
      Resource: texts,
      NotResource: texts,
      Principal: fc.constantFrom('*', { AWS: '*' }, {}, { X: '*' }, []),
      Condition: fc.constantFrom({}, [], { StringEquals: { 'aws:username': 'a' } }, { X: { a: 'b' } }, { Bool: 1 }),
    },
    { requiredKeys: [] },
  );
  const findingsOf = kind === 'identity' ? findingsOfPolicy : findingsOfTrust;
  fc.assert(
    fc.property(fc.constantFrom('2012-10-17', '2008-10-17', '1'), statement, (Version, Statement) => {
      const document = { Version, Statement };
      const { malformed } = compilePolicy(document, kind);
      return malformed === undefined || findingsOf(document).some(({ refusedByAws }) => refusedByAws);
    }),
    cases(1_500),
  );
});

/** What a text means, and whether AWS stores it, are two questions. */
describe('AWS refuses, although it says the same as what AWS stores,', () => {
  const STATEMENT = allow('sagemaker:InvokeEndpoint');
  const PERMISSIONS = policy(STATEMENT);
  const TRUST = { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' };

  test.each<[what: string, document: unknown]>([
    ['an effect in lower case', policy({ ...STATEMENT, Effect: 'allow' })],
    ['a document in an array', [PERMISSIONS]],
    ['an empty set of principals', policy({ ...STATEMENT, Principal: {} })],
    ['an empty NotAction beside Action', policy({ ...STATEMENT, NotAction: [] })],
    ['an empty NotResource beside Resource', policy({ ...STATEMENT, NotResource: null })],
  ])('%s', (_, document) => {
    expect(areEquivalent(JSON.stringify(document), JSON.stringify(PERMISSIONS))).toBe(true);
    expect(refusals(findingsOfPolicy(PERMISSIONS))).toEqual([]);
    expect(refusals(findingsOfPolicy(document))).not.toEqual([]);
    expect(refusals(findingsOfPolicy(JSON.stringify(document)))).not.toEqual([]);
  });

  test.each<[what: string, document: unknown]>([
    ['an effect in lower case', withTrust({ Effect: 'ALLOW' })],
    ['an empty set of NotPrincipal', withTrust({ NotPrincipal: {} })],
    ['an empty resource', withTrust({ Resource: [] })],
  ])('of a trust policy: %s', (_, document) => {
    expect(areEquivalent(JSON.stringify(document), JSON.stringify(policy(TRUST)))).toBe(true);
    expect(refusals(findingsOfTrust(policy(TRUST)))).toEqual([]);
    expect(refusals(findingsOfTrust(document))).not.toEqual([]);
  });

  test.each(['', '{}', '[]', '[{}]', 'null'])('the document %j that says nothing', (text) => {
    expect(refusals(findingsOfPolicy(text))).not.toEqual([]);
    expect(refusals(findingsOfTrust(text))).not.toEqual([]);
  });

  function withTrust(elements: object): unknown {
    return policy({ ...TRUST, ...elements });
  }

  function refusals(found: ReturnType<typeof findingsOfPolicy>): string[] {
    return found.filter(({ refusedByAws }) => refusedByAws).map(({ id }) => id);
  }
});
