import { distinct, errorTexts, withoutRequest } from '../../src/stack/engine-errors';

const DENIED =
  'creating IAM Role (churn): operation error IAM: CreateRole, https response error StatusCode: 403, RequestID: 1-2, api error AccessDenied: User: x is not authorized to perform: iam:CreateRole';
const URN = 'urn:pulumi:churn::p::a:b:C$aws:iam/role:Role::modelDeploymentRole';

it.each([
  ['as the provider logs it', `  sdk-v2/provider2.go:572: sdk.helper_schema: ${DENIED}: provider=aws@7.48.0\n`],
  ['as the bridge returns it', `creating ${URN}: 1 error occurred:\n\t* ${DENIED}\n\n`],
  ['a list in a list', `1 error occurred:\n\t* updating ${URN}: 1 error occurred:\n\t* ${DENIED}\n\n\n\n`],
  ['with colours', `<{%fg 1%}>${DENIED}<{%reset%}>\n`],
  ['by itself', DENIED],
])('is the same text %s', (_, message) => {
  expect(errorTexts(message)).toEqual([DENIED]);
});

it('takes a list of errors apart', () => {
  expect(errorTexts(`deleting ${URN}: 2 errors occurred:\n\t* first * x\n\t* second\n\n`)).toEqual([
    'first * x',
    'second',
  ]);
});

it('leaves other texts as they are', () => {
  expect(errorTexts('could not list bucket: creating urn: x\n')).toEqual(['could not list bucket: creating urn: x']);
  expect(errorTexts('\n')).toEqual([]);
});

it.each([
  [
    'an error of any service',
    DENIED,
    'creating IAM Role (churn): AccessDenied: User: x is not authorized to perform: iam:CreateRole',
  ],
  [
    'a modeled error',
    'deleting IAM Role (c): operation error IAM: DeleteRole, https response error StatusCode: 409, RequestID: , DeleteConflict: Cannot delete entity.',
    'deleting IAM Role (c): DeleteConflict: Cannot delete entity.',
  ],
  [
    'an error after many attempts',
    'reading: operation error IAM: GetRole, exceeded maximum number of attempts, 12, https response error StatusCode: 400, RequestID: a, api error Throttling: Rate exceeded',
    'reading: Throttling: Rate exceeded',
  ],
  ['no error of AWS', 'update failed', 'update failed'],
])('leaves of %s what happened', (_, text, expected) => {
  expect(withoutRequest(text)).toBe(expected);
});

it('has each error of a resource once, and the summary of the engine only where there is nothing else', () => {
  const [a, b, summary] = [{ urn: 'a', message: 'No.' }, { urn: 'b', message: 'No.' }, { message: 'update failed' }];
  expect(distinct([a, a, b, summary])).toEqual([a, b]);
  expect(distinct([summary, summary])).toEqual([summary]);
});

it('shows no stack trace of a provider that crashes', () => {
  const said =
    'Bridged provider panic (provider=aws v=7.48.0 resourceURN=urn:pulumi:churn::p::aws:iam/policy:Policy::x method=Update): runtime error: invalid memory address or nil pointer dereference\ngoroutine 65 [running]:\nruntime/debug.Stack()\n\truntime/debug/stack.go:26 +0x5e';
  expect(errorTexts(said)).toEqual([`${said.slice(0, said.indexOf('\n'))}\n(The stack trace is left out.)`]);
});
