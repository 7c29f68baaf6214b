import { evaluate } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import { combinedPolicy } from '../../../src/iam/policy/combined-policy';

const NEW = '2012-10-17';
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const DENY = { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::secret/*' };

function decides(documents: readonly unknown[], resource: string): string {
  const identity = [compilePolicy(combinedPolicy(documents))];
  return evaluate({ action: 's3:GetObject', resources: [resource] }, { identity }).decision;
}

it('allows what one of them allows and none denies', () => {
  const documents = [
    { Version: NEW, Statement: READ },
    { Version: NEW, Statement: [DENY] },
  ];
  expect(combinedPolicy(documents)).toEqual({ Version: NEW, Statement: [READ, DENY] });
  expect(decides(documents, 'arn:aws:s3:::models/a')).toBe('allowed');
  expect(decides(documents, 'arn:aws:s3:::secret/a')).not.toBe('allowed');
});

it.each([undefined, 'no policy', null, [1], { Version: NEW }])(
  'takes %j for a policy that says nothing',
  (document) => {
    expect(combinedPolicy([document, { Version: NEW, Statement: READ }])).toEqual({ Version: NEW, Statement: [READ] });
  },
);

it('leaves what looks like a variable a text where the document is of the older version', () => {
  const statement = { ...READ, Resource: 'arn:aws:s3:::${a}/x' };
  expect(decides([{ Version: '2008-10-17', Statement: statement }], 'arn:aws:s3:::${a}/x')).toBe('allowed');
  expect(decides([{ Version: NEW, Statement: statement }], 'arn:aws:s3:::${a}/x')).not.toBe('allowed');
});
