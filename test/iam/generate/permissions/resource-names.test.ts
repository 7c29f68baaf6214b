import {
  parseEcrRepository,
  parseKeyArn,
  parseNamePattern,
  parseRoleArn,
  parseSecurityGroup,
  parseSubnet,
  parseTopicArn,
} from '../../../../src/iam/generate/permissions/resource-names';

const NAME =
  'the name of a model, or a pattern of names with * and ?; at most 63 letters, digits and hyphens, with no hyphen at its ends';
const TOO_WIDE = 'the name of a model, or a pattern with at least 3 letters or digits before its first *';
const ROLE = 'the ARN of a role, arn:PARTITION:iam::ACCOUNT:role/NAME';
const KEY = 'the ARN of a KMS key, arn:PARTITION:kms:REGION:ACCOUNT:key/ID; an alias or an ID alone does not do';
const REPOSITORY =
  "the name of an ECR repository, or its ARN, arn:PARTITION:ecr:REGION:ACCOUNT:repository/NAME; not an image's address";

describe('a name or pattern', () => {
  test.each([
    'c',
    'churn-prod',
    'Churn-2',
    'churn-prod-*',
    'churn*',
    'chu*',
    'churn-?',
    '????????-????-????-????-????????????',
    'n'.repeat(63),
    `${'n'.repeat(63)}*`,
    `${'n'.repeat(61)}-*`,
    `${'n'.repeat(30)}*${'n'.repeat(33)}`,
  ])('can be %s', (text) => {
    expect(parseNamePattern(text, 'a model')).toEqual({ ok: true, value: text });
  });

  test.each([
    ['', NAME],
    ['-churn', NAME],
    ['churn-', NAME],
    ['churn_prod', NAME],
    ['churn prod', NAME],
    ['model/churn', NAME],
    ['${aws:username}', NAME],
    ['`churn`', NAME],
    ['n'.repeat(64), NAME],
    [`${'n'.repeat(64)}*`, NAME],
    [`${'n'.repeat(63)}?`, NAME],
    [`${'n'.repeat(63)}?*`, NAME],
    [`${'n'.repeat(62)}-*`, NAME],
    [`${'n'.repeat(32)}*${'n'.repeat(32)}`, NAME],
    ['*', TOO_WIDE],
    ['**', TOO_WIDE],
    ['?*', TOO_WIDE],
    ['c*', TOO_WIDE],
    ['ch*', TOO_WIDE],
    ['c-h-*', TOO_WIDE],
    ['*-churn', TOO_WIDE],
  ])('can not be %j', (text, expected) => {
    expect(parseNamePattern(text, 'a model')).toEqual({ ok: false, expected });
  });
});

describe('a role', () => {
  test.each([
    'arn:aws:iam::123456789012:role/churn',
    'arn:aws-cn:iam::123456789012:role/service-role/models/churn+=,.@-_',
  ])('can be %s', (text) => {
    expect(parseRoleArn(text)).toMatchObject({ ok: true, value: { account: '123456789012' } });
  });

  test.each([
    'churn',
    'arn:aws:iam::123456789012:user/churn',
    'arn:aws:iam::123456789012:role/',
    'arn:aws:iam::123456789012:role/*',
    'arn:aws:iam::123456789012:role/churn-?',
    'arn:aws:iam::123456789012:role/${aws:username}',
    'arn:aws:iam::*:role/churn',
    'arn:aws:iam::aws:role/churn',
    'arn:aws:iam:us-west-2:123456789012:role/churn',
    'arn:aws:sts::123456789012:assumed-role/churn/session',
    `arn:aws:iam::123456789012:role/${'r'.repeat(65)}`,
  ])('can not be %s', (text) => {
    expect(parseRoleArn(text)).toEqual({ ok: false, expected: ROLE });
  });
});

describe('a key', () => {
  test.each(['1234abcd-12ab-34cd-56ef-1234567890ab', `mrk-${'0a'.repeat(16)}`])('can be %s', (id) => {
    expect(parseKeyArn(`arn:aws:kms:us-west-2:123456789012:key/${id}`)).toMatchObject({
      ok: true,
      value: { region: 'us-west-2', resource: `key/${id}` },
    });
  });

  test.each([
    '1234abcd-12ab-34cd-56ef-1234567890ab',
    'alias/models',
    'arn:aws:kms:us-west-2:123456789012:alias/models',
    'arn:aws:kms:us-west-2:123456789012:key/*',
    'arn:aws:kms:us-west-2:123456789012:key/1234',
    'arn:aws:kms::123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    'arn:aws:kms:us-west-2::key/1234abcd-12ab-34cd-56ef-1234567890ab',
    'arn:aws:s3:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ])('can not be %s', (text) => {
    expect(parseKeyArn(text)).toEqual({ ok: false, expected: KEY });
  });
});

describe('a repository', () => {
  test.each(['churn', 'team/churn-inference', 'a1', 'a.b_c-d/e'])('can be %s', (text) => {
    expect(parseEcrRepository(text)).toEqual({ ok: true, value: { nameOrArn: text } });
  });

  test('can be an ARN, which says where it is', () => {
    const arn = 'arn:aws:ecr:us-west-2:763104351884:repository/team/pytorch';
    expect(parseEcrRepository(arn)).toMatchObject({
      ok: true,
      value: { nameOrArn: arn, arn: { partition: 'aws', region: 'us-west-2', account: '763104351884' } },
    });
  });

  test.each([
    'c',
    'Churn',
    'churn*',
    'churn:latest',
    'team//churn',
    '/churn',
    'churn/',
    'r'.repeat(257),
    '123456789012.dkr.ecr.us-west-2.amazonaws.com/churn',
    '123456789012.dkr.ecr.us-west-2.amazonaws.com/churn:latest',
    '123456789012.dkr-ecr.us-west-2.on.aws/churn',
    'arn:aws:ecr:us-west-2:123456789012:repository/*',
    'arn:aws:ecr:us-west-2:123456789012:churn',
    'arn:aws:ecr::123456789012:repository/churn',
    'arn:aws:ecr:us-west-2::repository/churn',
    'arn:aws:s3:us-west-2:123456789012:repository/churn',
  ])('can not be %s', (text) => {
    expect(parseEcrRepository(text)).toEqual({ ok: false, expected: REPOSITORY });
  });
});

describe('a topic', () => {
  test.each(['churn-answers', 'Churn_2', 'churn.fifo'])('can be %s', (name) => {
    const arn = `arn:aws:sns:us-west-2:123456789012:${name}`;
    expect(parseTopicArn(arn)).toMatchObject({ ok: true, value: { region: 'us-west-2', resource: name } });
  });

  test.each([
    'churn-answers',
    'arn:aws:sns:us-west-2:123456789012:*',
    'arn:aws:sns:us-west-2:123456789012:churn:0a1b2c3d-1234',
    'arn:aws:sns::123456789012:churn',
    'arn:aws:sns:us-west-2::churn',
    'arn:aws:sqs:us-west-2:123456789012:churn',
    `arn:aws:sns:us-west-2:123456789012:${'t'.repeat(257)}`,
  ])('can not be %s', (text) => {
    expect(parseTopicArn(text)).toEqual({
      ok: false,
      expected: 'the ARN of an SNS topic, arn:PARTITION:sns:REGION:ACCOUNT:NAME',
    });
  });
});

describe.each([
  ['subnet', 'subnet', parseSubnet, 'a subnet'],
  ['security-group', 'sg', parseSecurityGroup, 'a security group'],
] as const)('a %s', (type, prefix, parse, what) => {
  test.each([`${prefix}-0123456789abcdef0`, `${prefix}-12ab34cd`])('can be %s', (id) => {
    expect(parse(id)).toEqual({ ok: true, value: { nameOrArn: id } });
  });

  test('can be an ARN, which says where it is', () => {
    const arn = `arn:aws:ec2:us-west-2:210987654321:${type}/${prefix}-0123456789abcdef0`;
    expect(parse(arn)).toMatchObject({
      ok: true,
      value: { nameOrArn: arn, arn: { partition: 'aws', region: 'us-west-2', account: '210987654321' } },
    });
  });

  test.each([
    'private-a',
    `${prefix}-*`,
    `${prefix}-1234`,
    `${prefix}-0123456789ABCDEF0`,
    'vpc-0123456789abcdef0',
    `arn:aws:ec2:us-west-2:123456789012:${type}/*`,
    `arn:aws:ec2:us-west-2:123456789012:${prefix}-0123456789abcdef0`,
    `arn:aws:ec2:us-west-2:123456789012:vpc/${prefix}-0123456789abcdef0`,
    `arn:aws:ec2::123456789012:${type}/${prefix}-0123456789abcdef0`,
    `arn:aws:ec2:us-west-2::${type}/${prefix}-0123456789abcdef0`,
    `arn:aws:rds:us-west-2:123456789012:${type}/${prefix}-0123456789abcdef0`,
  ])('can not be %s', (text) => {
    expect(parse(text)).toEqual({
      ok: false,
      expected: `the id of ${what}, ${prefix}-ID, or its ARN, arn:PARTITION:ec2:REGION:ACCOUNT:${type}/${prefix}-ID`,
    });
  });
});
