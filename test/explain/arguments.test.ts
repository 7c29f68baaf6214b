import { parseArguments } from '../../src/explain/arguments';

it('reads all that can be said', () => {
  const line =
    'explain new.json --compare old.json --trust trust.json --compare-trust t.json --role arn:aws:iam::123456789012:role/a/b --boundary b.json --compare-boundary c.json --request s3:A --request=s3:B,* --format json --fail-on-broadening';
  expect(parseArguments(line.split(' '))).toEqual({
    ok: true,
    value: {
      policy: 'new.json',
      compare: 'old.json',
      trust: 'trust.json',
      compareTrust: 't.json',
      role: 'arn:aws:iam::123456789012:role/a/b',
      boundary: 'b.json',
      compareBoundary: 'c.json',
      requests: [{ action: 's3:A' }, { action: 's3:B', resources: ['*'] }],
      format: 'json',
      failOnBroadening: true,
      ignored: [],
      filling: { partition: 'aws', account: '123456789012', role: { name: 'b', path: '/a/' } },
      writeTests: false,
    },
  });
});

it('needs no more than a policy', () => {
  expect(parseArguments(['explain', '-'])).toEqual({
    ok: true,
    value: {
      ...{ policy: '-', requests: [], format: 'text', failOnBroadening: false, ignored: [] },
      ...{ filling: {}, writeTests: false },
    },
  });
});

it('reads what is to be ignored, with blanks in the reason', () => {
  const reason = [
    '--ignore-finding',
    'pass-any-role@Deploy = reviewed by security',
    '--ignore-finding=unknown-action=new',
  ];
  expect(parseArguments(['explain', '-', ...reason])).toMatchObject({
    value: {
      ignored: [
        { id: 'pass-any-role', at: 'Deploy', reason: 'reviewed by security' },
        { id: 'unknown-action', reason: 'new' },
      ],
    },
  });
});

it.each(['--help', '-h', 'explain --help'])('asks for help by %s', (line) => {
  expect(parseArguments(line.split(' '))).toEqual({ ok: true, value: 'help' });
});

it.each([
  ['', 'the command explain, plan, models, bootstrap or doctor'],
  ['deploy a.json', 'not deploy'],
  ['explain', 'the file of a policy'],
  ['explain a.json b.json', 'not b.json'],
  ['explain a.json --comapre b.json', "unknown option '--comapre' (did you mean --compare?)"],
  ['explain a.json --colour', "unknown option '--colour'"],
  ['explain a.json --compare', "option '--compare <value>' argument missing"],
  ['explain a.json --format xml', 'text, markdown, json, html, junit, not xml'],
  ['explain a.json --role churn', 'the ARN of a role such as arn:aws:iam::123456789012:role/churn, not churn'],
  ['explain a.json --role arn:aws:iam::123456789012:user/a', '--role to be the ARN of a role'],
  ['explain a.json --role arn:aws:iam::123456789012:role/*', '--role to be the ARN of a role'],
  ['explain a.json --role arn:aws:iam::aws:role/a', '--role to be the ARN of a role'],
  ['explain - --compare -', 'only one file to be -'],
  ['explain a.json --boundary - --compare -', 'only one file to be -'],
  ['explain a.json --boundary b.json --compare-boundary c.json', '--compare and --boundary with --compare-boundary'],
  ['explain a.json --compare b.json --compare-boundary c.json', '--compare and --boundary with --compare-boundary'],
  ['explain a.json --fail-on-broadening', '--compare or --compare-trust with --fail-on-broadening'],
  ['explain a.json --ignore-finding pass-any-rolle=x', '(did you mean pass-any-role?) in --ignore-finding'],
  ['explain a.json --ignore-finding PASS_ROLE=x', 'not PASS_ROLE'],
  ['explain a.json --ignore-finding policy-of-others@a=x', 'not policy-of-others'],
  ['explain a.json --request nonsense', 'in --request nonsense'],
  ['explain a.json --test t.yml --compare-trust b.json', 'no --compare-trust with --test'],
])('says what is wrong with "%s"', (line, expected) => {
  expect(parseArguments(line.split(' ').filter(Boolean))).toEqual({
    ok: false,
    expected: expect.stringContaining(expected),
  });
});
