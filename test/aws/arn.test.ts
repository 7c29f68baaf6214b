import fc from 'fast-check';
import { formatArn, iamArn, isAccountId, looksLikeArn, parseArn } from '../../src/aws/arn';
import { PARTITIONS } from '../../src/aws/partition';
import { anyCharacter } from '../any-character';
import { cases } from '../cases';

test.each<[text: string, parts: readonly [string, string, string, string, string]]>([
  [
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn',
    ['aws', 'sagemaker', 'us-west-2', '123456789012', 'endpoint/churn'],
  ],
  ['arn:aws-cn:s3:::my-models/churn/*', ['aws-cn', 's3', '', '', 'my-models/churn/*']],
  ['arn:aws:iam::aws:policy/PowerUserAccess', ['aws', 'iam', '', 'aws', 'policy/PowerUserAccess']],
  [
    'arn:aws:logs:us-west-2:123456789012:log-group:/aws/a:*',
    ['aws', 'logs', 'us-west-2', '123456789012', 'log-group:/aws/a:*'],
  ],
])('%s is read', (text, [partition, service, region, account, resource]) => {
  expect(parseArn(text)).toEqual({ ok: true, value: { partition, service, region, account, resource } });
});

test.each<[text: string, expected: string]>([
  ['', 'of the form'],
  ['arn:aws:s3', 'of the form'],
  ['arn:aws:s3:::', 'of the form'],
  ['arn:aws::::bucket', 'of the form'],
  ['arn:aws:S3:::bucket', 'of the form'],
  ['ARN:aws:s3:::bucket', 'of the form'],
  [' arn:aws:s3:::bucket', 'of the form'],
  ['arn::s3:::bucket', 'in one of the partitions aws, aws-cn, aws-us-gov'],
  ['arn:AWS:s3:::bucket', 'in one of the partitions'],
  ['arn:aws-mars:s3:::bucket', 'in one of the partitions'],
  ['arn:*:s3:::bucket', 'in one of the partitions'],
  ['arn:toString:s3:::bucket', 'in one of the partitions'],
  ['arn:aws:iam::12345678901:role/a', 'an account of 12 digits'],
  ['arn:aws:iam::1234567890123:role/a', 'an account of 12 digits'],
  ['arn:aws:iam::*:role/a', 'an account of 12 digits'],
  ['arn:aws:iam::AWS:policy/a', 'an account of 12 digits'],
])('%j is refused: expected %s', (text, expected) => {
  expect(parseArn(text)).toEqual({ ok: false, expected: expect.stringContaining(expected) });
});

test('every ARN that is put together is read back as it was', () => {
  const arns = fc.record({
    partition: fc.constantFrom(...PARTITIONS),
    service: fc.constantFrom('sagemaker', 's3', 'execute-api'),
    region: fc.constantFrom('', 'us-west-2'),
    account: fc.oneof(fc.constantFrom('', 'aws'), fc.stringMatching(/^\d{12}$/)),
    resource: fc.string({ minLength: 1, unit: anyCharacter }),
  });
  fc.assert(
    fc.property(arns, (arn) => expect(parseArn(formatArn(arn))).toEqual({ ok: true, value: arn })),
    cases(200),
  );
});

test('whatever is read is written as it was given', () => {
  const texts = fc.string({
    unit: fc.constantFrom('arn:', 'aws', ':', 's3', '123456789012', '/', '*', '\n'),
    maxLength: 14,
  });
  const property = fc.property(texts, (text) => {
    const arn = parseArn(text);
    if (arn.ok) expect(formatArn(arn.value)).toBe(text);
  });
  fc.assert(property, { ...cases(2_000), examples: [['arn:aws:s3:::a:b\n']] });
});

test.each<[text: string, is: boolean]>([
  ['arn:aws:s3:::my-models', true],
  ['arn:', true],
  ['arn', false],
  ['my-arn:aws', false],
])('%s looks like an ARN: %s', (text, is) => {
  expect(looksLikeArn(text)).toBe(is);
});

test.each<[text: string, is: boolean]>([
  ['123456789012', true],
  ['000000000000', true],
  ['12345678901', false],
  ['1234567890123', false],
  ['12345678901a', false],
  ['1234-5678-9012', false],
  ['123456789012\n', false],
  ['١٢٣٤٥٦٧٨٩٠١٢', false],
  ['', false],
])('%j is an account: %s', (text, is) => {
  expect(isAccountId(text)).toBe(is);
});

test.each([
  ['role', 'aws', '/', 'arn:aws:iam::123456789012:role/churn'],
  ['policy', 'aws-us-gov', '/models/', 'arn:aws-us-gov:iam::123456789012:policy/models/churn'],
  ['role', 'aws-cn', '/a/b/', 'arn:aws-cn:iam::123456789012:role/a/b/churn'],
] as const)('the ARN of a %s in %s with the path %s', (kind, partition, path, arn) => {
  expect(iamArn(kind, { partition, account: '123456789012', path, name: 'churn' })).toBe(arn);
});
