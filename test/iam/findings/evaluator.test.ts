import fc from 'fast-check';
import { policy } from './cases/case';
import { evaluate } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import { findingsOfPolicy } from '../../../src/iam/findings/findings';
import { cases } from '../../cases';

const ACCOUNT = '123456789012';
const OWN = `arn:aws:iam::${ACCOUNT}:role/churn`;
const KEYS = `arn:aws:kms:us-west-2:${ACCOUNT}:key`;
const KEY = `${KEYS}/1234abcd-12ab-34cd-56ef-1234567890ab`;
const USER = `arn:aws:iam::${ACCOUNT}:user/admin`;

/** What is dangerous on one resource that is named, or on one that nobody has in mind. */
const DANGERS = [
  { id: 'pass-any-role', action: 'iam:PassRole', form: `arn:aws:iam::${ACCOUNT}:role/NAME` },
  { id: 'assume-any-role', action: 'sts:AssumeRole', form: `arn:aws:iam::${ACCOUNT}:role/NAME` },
  { id: 'privilege-escalation', action: 'iam:PutRolePolicy', form: `arn:aws:iam::${ACCOUNT}:role/NAME`, named: OWN },
  { id: 'privilege-escalation', action: 'iam:CreateAccessKey', form: `arn:aws:iam::${ACCOUNT}:user/NAME`, named: USER },
  { id: 'resource-policy-escalation', action: 'kms:PutKeyPolicy', form: `${KEYS}/NAME`, named: KEY },
  { id: 'unlimited-key-grant', action: 'kms:CreateGrant', form: `${KEYS}/NAME`, named: KEY },
  {
    id: 'every-secret-readable',
    action: 'secretsmanager:GetSecretValue',
    form: `arn:aws:secretsmanager:us-west-2:${ACCOUNT}:secret:NAME`,
  },
  {
    id: 'run-with-other-role',
    action: 'lambda:UpdateFunctionCode',
    form: `arn:aws:lambda:us-west-2:${ACCOUNT}:function:NAME`,
    named: `arn:aws:lambda:us-west-2:${ACCOUNT}:function:churn`,
  },
] as const;

test.each(DANGERS)('finds $id exactly if all statements together allow $action', ({ id, action, form, ...more }) => {
  const named = 'named' in more ? [more.named] : [];
  const actions = fc.constantFrom(action, action.toUpperCase(), `${action.slice(0, -1)}*`, 's3:Get*');
  const statement = fc
    .record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.oneof(actions, fc.tuple(actions, actions)),
      element: fc.constantFrom('Resource', 'Resource', 'NotResource'),
      entries: fc.subarray(
        ['*', ...named, form.replace('NAME', '*'), form.replace('NAME', '?*'), 'arn:aws:s3:::models/*'],
        { minLength: 1 },
      ),
    })
    .map(({ element, entries, ...rest }) => ({ ...rest, [element]: entries }));
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 4 }), (statements) => {
      const document = policy(...statements);
      const isFound = findingsOfPolicy(document, { role: { arn: OWN } }).some((finding) => finding.id === id);
      const identity = [compilePolicy(document)];
      const unnamed = form.replace('NAME', 'zzz-abcdef');
      // What is denied in one place may be allowed in another.
      const elsewhere = action.startsWith('iam:')
        ? []
        : [unnamed.replace('us-west-2', 'eu-west-1'), inAnotherAccount(unnamed)];
      const isAllowed = [...named, unnamed, ...elsewhere].some(
        (resource) => evaluate({ action, resources: [resource] }, { identity }).decision === 'allowed',
      );
      return isFound === isAllowed;
    }),
    cases(100),
  );
});

function inAnotherAccount(arn: string): string {
  return arn.replace(ACCOUNT, '999988887777');
}
