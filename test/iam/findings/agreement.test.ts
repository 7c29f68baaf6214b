import fc from 'fast-check';
import { compilePolicy } from '../../../src/iam/evaluate';
import { findingsOfPolicy, findingsOfTrust } from '../../../src/iam/findings';

/** What is not well-formed for evaluating is an error here, whatever it is. */
test.each(['identity', 'trust'] as const)('a malformed %s policy has a finding that AWS refuses it', (kind) => {
  const text = fc.constantFrom('*', 's3:GetObject', 'sts:AssumeRole', 'arn:aws:s3:::models/*', 'Allow');
  const texts = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 2 }), fc.constantFrom({}, 1, null, [1]));
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
    { numRuns: 3_000 },
  );
});
