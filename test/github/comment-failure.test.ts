import { commentFailure } from '../../src/github/comment-failure';

const attempt = { repository: 'acme/churn', pullRequest: 7, readOnlyForFork: false };

/** As octokit throws it. */
function answered(status: number, message: string, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error(message), { status, response: { status, headers, data: { message } } });
}

describe('the advice', () => {
  it.each<[string, unknown, RegExp]>([
    [
      'names the permission that the job lacks',
      answered(403, 'Resource not accessible by integration - https://docs.github.com/rest'),
      /Add 'pull-requests: write' to the job's permissions/,
    ],
    [
      'names the permission that a personal access token lacks',
      answered(403, 'Resource not accessible by personal access token'),
      /personal access token in github-token the repository permission "Pull requests: write"/,
    ],
    [
      'is the reason, where it is another one',
      answered(403, 'Issue is locked.'),
      /GitHub forbade it \(Issue is locked\)\./,
    ],
    ['is a valid token', answered(401, 'Bad credentials'), /refused the token \(Bad credentials\)\. Set github-token/],
    ['is to check the number', answered(404, 'Not Found'), /no such pull request.*Check comment-pr-number/],
    ['names the limit', answered(422, 'Validation Failed: "Body is too long"'), /longer than the 65536 characters/],
    ['is the reason for a refusal', answered(422, 'Validation Failed'), /did not accept it \(Validation Failed\)/],
    ['is to wait (429)', answered(429, 'Too many requests'), /rate limit is used up\. Run the job again later/],
    ['is to wait (retry-after)', answered(403, 'Slow down', { 'retry-after': '60' }), /rate limit is used up\./],
    ['is to wait (message)', answered(403, 'You have exceeded a secondary rate limit'), /rate limit is used up\./],
    [
      'is to wait until a certain time',
      answered(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000000' }),
      /rate limit is used up until 2023-11-14T22:13:20\.000Z/,
    ],
    [
      'is no time if the time is nonsense',
      answered(403, 'x', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9'.repeat(30) }),
      /rate limit is used up\. Run/,
    ],
    ['is to run it again', answered(502, 'Bad Gateway'), /failed with status 502 \(Bad Gateway\)\. Run the job again/],
    ['is to run it again (500)', answered(500, 'Oops'), /failed with status 500 \(Oops\)/],
    [
      'is to check the network, where octokit got no answer',
      Object.assign(new Error('read ECONNRESET'), { status: 500 }),
      /could not be reached \(read ECONNRESET\)\. Check the network/,
    ],
    ['is the status, if it is an unknown one', answered(410, 'Gone'), /answered with status 410 \(Gone\)/],
    ['is the message, if there is nothing else', new TypeError('x is not a function.'), /: x is not a function\. The/],
    ['is what was thrown, if it is no error', 'plain text', /: plain text\. The/],
    ['is there for nothing at all', undefined, /: undefined\. The/],
  ])('%s', (_, error, expected) => {
    const warning = commentFailure(error, attempt);
    expect(warning).toMatch(expected);
    expect(warning).toMatch(
      /^Could not comment on pull request #7 of acme\/churn: .* The report is in the job summary\.$/,
    );
  });
});

it('tells the author of a fork that the token is read-only, instead of a permission that would not help', () => {
  const error = answered(403, 'Resource not accessible by integration');
  const warning = commentFailure(error, { ...attempt, readOnlyForFork: true });
  expect(warning).toMatch(/comes from a fork.*read-only.*workflow_run/);
  expect(warning).not.toContain("'pull-requests: write'");
});

it('does without the number where it failed to find it', () => {
  expect(commentFailure(answered(401, 'no'), { ...attempt, pullRequest: undefined })).toMatch(
    /^Could not comment on the pull request of acme\/churn: /,
  );
});

it('stays one short line, whatever the server says', () => {
  const page = `<html>\r\n::error::x\u2028\u0007\n${'<p>'.repeat(5000)}`;
  const warning = commentFailure(answered(502, page), attempt);
  expect(warning).not.toMatch(/[\r\n\u2028\u0007]/);
  expect(warning.length).toBeLessThan(600);
});
