import { findingLocator } from '../../src/action/finding-location';
import { findingsOfPolicy } from '../../src/iam/findings/findings';
import { policyDocument } from '../../src/iam/generate/permissions/policy-document';
import { prettyJson, toJson } from '../../src/iam/policy/canonical';
import type { Statement } from '../../src/iam/policy/document';
import { TARGET } from '../report/samples';

const PASS: Statement = { Sid: 'Pass', Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
const TYPO: Statement = { Effect: 'Allow', Action: ['s3:GetObjekt'], Resource: 'arn:aws:s3:::my-data/*' };
/** It is in a permission set as well. */
const KNOWN = policyDocument(TARGET, ['invoke']).Statement as readonly Statement[];

const policy = prettyJson(toJson(policyDocument(TARGET, ['invoke'], [...KNOWN, TYPO, PASS])));
const WORKFLOW = '.github/workflows/model-access.yml';
const SOURCES = {
  workflow: WORKFLOW,
  policy,
  extraStatements: [...KNOWN, TYPO, PASS],
  extraStatementsSource: { file: '.github/extra.json', lines: [2, 8, 20] },
};
const findings = findingsOfPolicy(policy);

function finding(id: string) {
  return findings.find((each) => each.id === id)!;
}

test.each([
  ['unknown-action', 8],
  ['pass-any-role', 20],
])('%s is shown at its statement in the file of extra statements', (id, line) => {
  expect(findingLocator(SOURCES)(finding(id))).toEqual({ file: '.github/extra.json', line });
});

test('a statement of a permission set, the trust policy and the document as a whole are shown at the workflow', () => {
  const locate = findingLocator({ ...SOURCES, extraStatements: [TYPO, PASS] });
  const [sample] = findings;
  expect(locate({ ...sample!, statement: { index: 0 } })).toEqual({ file: WORKFLOW });
  expect(locate({ ...sample!, subject: 'trust' })).toEqual({ file: WORKFLOW });
  expect(locate({ ...sample!, statement: undefined })).toEqual({ file: WORKFLOW });
});

test('what was found in the account, but is not in the file, is shown at the workflow', () => {
  const found = prettyJson(JSON.stringify({ Version: '2012-10-17', Statement: [{ ...PASS, Resource: ['*', 'b'] }] }));
  expect(
    findingLocator({ ...SOURCES, policy: found })({ ...finding('pass-any-role'), statement: { index: 0 } }),
  ).toEqual({
    file: WORKFLOW,
  });
});

test('statements are counted as the findings count them, those that are none as well', () => {
  const found = JSON.stringify({ Version: '2012-10-17', Statement: [null, PASS] });
  const locate = findingLocator({ ...SOURCES, policy: found });
  expect(locate({ ...finding('pass-any-role'), statement: { index: 1 } })).toEqual({
    file: '.github/extra.json',
    line: 20,
  });
});

test.each([
  ['there is no file', { extraStatementsSource: undefined }],
  ['there is no policy', { policy: undefined }],
])('all is shown at the workflow where %s', (_, more) => {
  expect(findingLocator({ ...SOURCES, ...more })(finding('pass-any-role'))).toEqual({ file: WORKFLOW });
});
