import fc from 'fast-check';
import { caseVariants, parseEndpoint } from '../../src/aws/endpoint';
import { cases } from '../cases';

const ARN = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/Churn-2';

test.each(['a', '7', 'churn', 'Churn-2', 'a--b', 'a'.repeat(63), `a${'-'.repeat(61)}b`])('%s is a name', (name) => {
  expect(parseEndpoint(name)).toEqual({ ok: true, value: { name } });
});

test.each([
  '',
  '-churn',
  'churn-',
  '-',
  'a'.repeat(64),
  `a${'-'.repeat(62)}b`,
  'churn_prod',
  'churn.prod',
  'churn prod',
  'churn/prod',
  'churn*',
  'churn\n',
  'chürn',
  '${aws:username}',
])('%j is no name', (name) => {
  expect(parseEndpoint(name)).toEqual({
    ok: false,
    expected: expect.stringContaining('a name has at most 63 letters'),
  });
});

test('an ARN is read, with what it says of partition, region and account', () => {
  expect(parseEndpoint(ARN)).toEqual({
    ok: true,
    value: {
      name: 'Churn-2',
      arn: {
        partition: 'aws',
        service: 'sagemaker',
        region: 'us-west-2',
        account: '123456789012',
        resource: 'endpoint/Churn-2',
      },
    },
  });
});

test.each<[arn: string, expected: string]>([
  [ARN.replace('sagemaker', 's3'), 'the ARN of an endpoint'],
  [ARN.replace('us-west-2', ''), 'the ARN of an endpoint'],
  [ARN.replace('123456789012', ''), 'the ARN of an endpoint'],
  [ARN.replace('123456789012', 'aws'), 'the ARN of an endpoint'],
  [ARN.replace('123456789012', '1234'), 'an account of 12 digits'],
  [ARN.replace('arn:aws:', 'arn:gcp:'), 'the partitions'],
  [ARN.replace('endpoint/', 'endpoint-config/'), 'the ARN of an endpoint'],
  [ARN.replace('endpoint/', 'endpoint:'), 'the ARN of an endpoint'],
  [ARN.replace('Churn-2', ''), 'the ARN of an endpoint'],
  [ARN.replace('Churn-2', '*'), 'a name has at most 63'],
  [`${ARN}/variant`, 'a name has at most 63'],
  [ARN.replace('Churn-2', 'a'.repeat(64)), 'a name has at most 63'],
])('%s is refused: expected %s', (arn, expected) => {
  expect(parseEndpoint(arn)).toEqual({ ok: false, expected: expect.stringContaining(expected) });
});

test('a name is a name exactly if the pattern of the service model and the length allow it', () => {
  const names = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_'), maxLength: 70 });
  const property = fc.property(names, (name) => {
    const fits = name.length <= 63 && /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/.test(name);
    expect(parseEndpoint(name).ok).toBe(fits);
  });
  fc.assert(property, cases(1_000));
});

test('a long hostile name is refused at once', () => {
  const start = performance.now();
  expect(parseEndpoint(`a${'-a'.repeat(100_000)}_`).ok).toBe(false);
  expect(performance.now() - start).toBeLessThan(500);
});

test.each<[name: string, forms: readonly string[]]>([
  ['churn-2', ['churn-2']],
  ['Churn', ['Churn', 'churn']],
  ['CHURN-v2', ['CHURN-v2', 'churn-v2']],
  ['42', ['42']],
])('%s is authorised as %j', (name, forms) => {
  expect(caseVariants(name)).toEqual(forms);
});
