import { IAMServiceException } from '@aws-sdk/client-iam';
import { explainFailure } from '../../../src/stack/explain-failure';

function answer(name: string, message: string, httpStatusCode?: number): Error {
  return new IAMServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } });
}

function told(error: Error) {
  const { reason, message } = explainFailure(error, { errors: [], isCancelled: false });
  return [reason, message];
}

it.each<[Error, reason: string, message: string]>([
  [
    answer('AccessDenied', 'User: x is not authorized to perform: iam:GetRole on resource: role churn', 403),
    'permission-denied',
    'AWS denied iam:GetRole on churn.',
  ],
  [
    answer('ExpiredToken', 'The security token included in the request is expired', 403),
    'credentials',
    'AWS does not accept the credentials (ExpiredToken).',
  ],
  [
    answer('Throttling', 'Rate exceeded', 400),
    'throttled',
    'AWS throttled the requests for so long that the provider gave up.',
  ],
  [
    answer('ConcurrentModification', 'The entity was modified by another request', 409),
    'refused',
    'AWS refuses what it was asked: ConcurrentModification (409): The entity was modified by another request.',
  ],
  [
    answer('ServiceFailure', 'Internal failure', 500),
    'unreachable',
    'AWS could not be asked: ServiceFailure (500): Internal failure.',
  ],
  [answer('Unknown', 'UnknownError', 403), 'unreachable', "AWS could not be asked: its answer can't be read (403)."],
  [
    Object.assign(new Error("char '<' is not expected.:1:1\n  Deserialization error"), { $response: {} }),
    'unreachable',
    "AWS could not be asked: its answer can't be read.",
  ],
])('tells what AWS answers besides the engine: %s', (error, reason, message) => {
  expect(told(error)).toEqual([reason, message]);
});

it('is a fault of the Action where nobody but itself has failed', () => {
  expect(told(new TypeError("Cannot read properties of undefined (reading 'x')"))[0]).toBe('internal');
});
