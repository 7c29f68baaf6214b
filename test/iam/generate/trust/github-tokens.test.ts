import { parseAudience, parseSubject } from '../../../../src/iam/generate/trust/github-tokens';

describe('an audience', () => {
  test.each(['sts.amazonaws.com.cn', 'urn:acme:deploy', 'https://github.com/acme', 'a'.repeat(255)])(
    'can be %s',
    (text) => {
      expect(parseAudience(text)).toEqual({ ok: true, value: text });
    },
  );

  test.each(['', '*', 'sts.*.com', 'a b', '${aws:x}', 'é', 'a'.repeat(256)])('can not be %j', (text) => {
    expect(parseAudience(text)).toEqual({
      ok: false,
      expected: 'the audience of a token, such as sts.amazonaws.com.cn, without wildcards and ${',
    });
  });
});

describe('a subject', () => {
  const FILE = 'acme/shared/.github/workflows/deploy.yml@refs/heads/main';

  test.each([
    'repo:acme/churn:ref:refs/heads/main',
    'repo:acme@123456/churn@456789:environment:prod',
    `repo:acme/churn:environment:Production EU:job_workflow_ref:${FILE}`,
    `job_workflow_ref:${FILE}`,
    'repository_id:456789:ref:refs/tags/v1',
    'repository_owner:acme:repository:acme/churn:pull_request',
    'repo:acme/churn',
  ])('can be %s', (subject) => {
    expect(parseSubject(subject)).toEqual({ ok: true, value: subject });
  });

  test.each(['repo:acme/*:ref:refs/heads/main', 'repo:acme/churn:*', 'repo:acme/ch?rn', 'repo:acme/churn:actor:${x}'])(
    'is without wildcards: %s',
    (subject) => {
      expect(parseSubject(subject)).toEqual({
        ok: false,
        expected: `subjects in full, without *, ? and \${, not ${subject}`,
      });
    },
  );

  test.each([
    ['acme/churn:pull_request', 'acme/churn'],
    ['repo:acme/churn:main', 'main'],
    ['repo:acme/churn:ref:main', 'main'],
    ['repo:acme/churn:branch:main', 'branch'],
    ['repo:acme/churn:job_workflow_ref:deploy.yml', 'deploy.yml'],
    ['repo:acme/churn:', ''],
  ])('is made of claims: %s', (subject, field) => {
    expect(parseSubject(subject)).toEqual({
      ok: false,
      expected: expect.stringMatching(
        new RegExp(
          `^subjects as the tokens have them, such as repo:.*, not ${subject}, which goes wrong at "${field}"$`,
        ),
      ),
    });
  });

  test('has only characters that a policy can hold', () => {
    expect(parseSubject('repo:acme/churn:environment:製品')).toEqual({
      ok: false,
      expected: expect.stringMatching(/not repo:acme\/churn:environment:製品$/),
    });
  });

  test.each(['repository_owner:acme', 'environment:prod', 'repository_owner:acme:ref:refs/heads/main'])(
    'is not that of whichever repository: %s',
    (subject) => {
      expect(parseSubject(subject)).toEqual({
        ok: false,
        expected: `subjects that name the repository (repo:OWNER/NAME, repository_id:ID) or the workflow that is called (job_workflow_ref:…), because those of any repository could be ${subject}`,
      });
    },
  );
});
