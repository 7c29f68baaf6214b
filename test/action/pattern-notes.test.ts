import { patternNotes } from '../../src/action/pattern-notes';
import { policyDocument, type PermissionSetName } from '../../src/iam/generate/permissions/policy-document';
import { prettyJson, toJson } from '../../src/iam/policy/canonical';
import type { Target } from '../../src/iam/target';
import { TARGET } from '../iam/target';

function textOf(target: Target, set: PermissionSetName): string {
  return prettyJson(toJson(policyDocument(target, [set])));
}

it('tells, with the exact names, of a pattern that comes into the policy', () => {
  expect(patternNotes(TARGET, { after: textOf(TARGET, 'deploy') })).toEqual([
    'The pattern churn-* also fits the endpoint configurations of any other endpoint here whose name begins with churn-. Where there is one, name yours in endpoint-config: churn, or a pattern that the other does not fit, such as churn-v*.',
  ]);
  expect(patternNotes(TARGET, { after: textOf(TARGET, 'observe') })).toEqual([
    expect.stringMatching(/endpoint configurations and models of .* in endpoint-config and model: churn,/),
  ]);
});

it('tells only of what is new', () => {
  const [deploy, observe] = [textOf(TARGET, 'deploy'), textOf(TARGET, 'observe')];
  expect(patternNotes(TARGET, { before: deploy, after: deploy })).toEqual([]);
  expect(patternNotes(TARGET, { before: deploy })).toEqual([]);
  expect(patternNotes(TARGET, { before: deploy, after: observe })).toEqual([
    expect.stringContaining('name yours in model'),
  ]);
});

it('tells nothing of what somebody has named, or of a name that leaves no room', () => {
  const named = { ...TARGET, endpointConfigs: ['churn-*'] };
  expect(patternNotes(named, { after: textOf(named, 'deploy') })).toEqual([]);
  const long = { ...TARGET, endpoint: 'e'.repeat(62) };
  expect(patternNotes(long, { after: textOf(long, 'deploy') })).toEqual([]);
});
