import {
  hasImmutableSubjects,
  issuerOf,
  parseEnvironment,
  parseGithubRepository,
  parseIdentityProvider,
  parseRef,
} from '../../../../src/iam/generate/trust/github-names';

describe('a repository', () => {
  test.each([
    ['acme/churn', { owner: 'acme', name: 'churn' }],
    ['Acme-Corp/.github', { owner: 'Acme-Corp', name: '.github' }],
    ['jane_acme/a_b.c-d', { owner: 'jane_acme', name: 'a_b.c-d' }],
    ['acme@123456/churn@456789', { owner: 'acme', name: 'churn', ownerId: '123456', repositoryId: '456789' }],
  ])('can be %s', (text, value) => {
    expect(parseGithubRepository(text)).toEqual({ ok: true, value });
  });

  test.each([
    '',
    'churn',
    'acme/',
    '/churn',
    'acme/churn/x',
    'acme/..',
    'acme/.',
    'acme/*',
    '*/churn',
    'acme/ch?rn',
    'acme/churn:ref',
    'acme/${aws:username}',
    'acme/churn\u200b',
    'acme /churn',
    'acme@123456/churn',
    'acme/churn@456789',
    'acme@x/churn@y',
    'acme@*/churn@*',
    'acme@0/churn@0',
    'acme@1@2/churn@3',
    `${'o'.repeat(40)}/churn`,
    `acme/${'n'.repeat(101)}`,
    'https://github.com/acme/churn',
  ])('can not be %j', (text) => {
    expect(parseGithubRepository(text)).toEqual({
      ok: false,
      expected: 'a repository, OWNER/NAME, or with its ids OWNER@OWNER_ID/NAME@ID',
    });
  });
});

describe('a branch or tag', () => {
  test.each([
    ['main', 'refs/heads/main'],
    ['release/2026-07', 'refs/heads/release/2026-07'],
    ['refs/heads/main', 'refs/heads/main'],
    ['refs/tags/v1.0', 'refs/tags/v1.0'],
    ['größe', 'refs/heads/größe'],
  ])('can be %s', (text, ref) => {
    expect(parseRef(text)).toEqual({ ok: true, value: ref });
  });

  test.each([
    '',
    '*',
    'release/*',
    'main?',
    'refs/heads/',
    'refs/pull/7/merge',
    'refs/heads/main:environment',
    'a b',
    'a..b',
    'a//b',
    'a/',
    'a.',
    '.a',
    'a/.b',
    'a.lock',
    'a@{b',
    '@',
    'a~b',
    'a^b',
    'a\\b',
    'a[b',
    '${aws:username}',
    'main\n',
    'main\u202e',
    'ветка',
    'b'.repeat(245),
  ])('can not be %j', (text) => {
    expect(parseRef(text)).toEqual({
      ok: false,
      expected: 'one branch or tag, such as main or refs/tags/v1, without wildcards',
    });
  });
});

describe('an environment', () => {
  test.each(['production', 'Production EU', 'prod:eu', 'a/b', 'é', 'e'.repeat(255)])('can be %s', (text) => {
    expect(parseEnvironment(text)).toEqual({ ok: true, value: text });
  });

  test.each(['*', 'prod-?', '${aws:username}', 'a\tb', 'a\nb', '\u202edorp', '製品', 'e'.repeat(256)])(
    'can not be %j',
    (text) => {
      expect(parseEnvironment(text)).toEqual({
        ok: false,
        expected: 'the name of one environment, of at most 255 characters, without wildcards and ${',
      });
    },
  );
});

describe('an identity provider', () => {
  test.each([
    [
      'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
      'token.actions.githubusercontent.com',
    ],
    [
      'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com/acme',
      'token.actions.githubusercontent.com/acme',
    ],
    ['arn:aws:iam::123456789012:oidc-provider/github.acme.dev/_services/token', 'github.acme.dev/_services/token'],
  ])('can be %s', (arn, issuer) => {
    expect(parseIdentityProvider(arn)).toEqual({
      ok: true,
      value: { arn, partition: 'aws', account: '123456789012', issuer },
    });
  });

  test.each([
    'token.actions.githubusercontent.com',
    'arn:aws:iam::123456789012:oidc-provider/',
    'arn:aws:iam::123456789012:oidc-provider/*',
    'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com/${x}',
    'arn:aws:iam::123456789012:saml-provider/github',
    'arn:aws:iam::*:oidc-provider/token.actions.githubusercontent.com',
    'arn:aws:iam:us-west-2:123456789012:oidc-provider/token.actions.githubusercontent.com',
  ])('can not be %s', (text) => {
    expect(parseIdentityProvider(text)).toEqual({
      ok: false,
      expected:
        'the ARN of an identity provider, arn:PARTITION:iam::ACCOUNT:oidc-provider/token.actions.githubusercontent.com',
    });
  });
});

test.each([
  ['https://github.com', 'token.actions.githubusercontent.com', true],
  ['https://github.com/', 'token.actions.githubusercontent.com', true],
  ['https://acme.ghe.com', 'token.actions.acme.ghe.com', true],
  ['https://github.acme.dev', 'github.acme.dev/_services/token', false],
  ['https://notgithub.com', 'notgithub.com/_services/token', false],
])('the tokens of %s are from %s', (server, issuer, immutable) => {
  expect(issuerOf(server)).toBe(issuer);
  expect(hasImmutableSubjects(server)).toBe(immutable);
});
