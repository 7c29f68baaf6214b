import Ajv from 'ajv/dist/2020';
import { run } from '../../src/explain/run';
import { reportSchema } from '../../src/report/render/json/form/report';
import { powersInHtml, textIn } from '../report/html-page';
import { leftOpen, outsideCode } from '../report/structure';

const OBJECTS = 'arn:aws:s3:::my-models/churn/*';
const ROLE = 'arn:aws:iam::123456789012:role/churn';
const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod';

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS };
const WRITE = { Sid: 'Write', Effect: 'Allow', Action: 's3:PutObject', Resource: OBJECTS };
const CALL = { Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: ENDPOINT };

/** Put together, so that scanners for leaked secrets don't report it. */
const SECRET = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');

function sized(size: number): string {
  const of = (length: number) => policy({ ...WRITE, Resource: [OBJECTS, `arn:aws:s3:::${'a'.repeat(length)}`] });
  return of(size - of(0).length);
}

const FILES: Readonly<Record<string, string>> = {
  'read.json': policy(READ),
  'write.json': policy(READ, WRITE),
  'deployment.json': policy(READ, CALL),
  'no-json.json': '{"Version": ',
  'double.json': '{"Version": "2012-10-17",\n"Version": "2012-10-17", "Statement": []}',
  'wrong.json': policy({ ...READ, Effect: 'Perhaps' }),
  'mistyped.json': policy({ ...CALL, Resource: ENDPOINT.replace('123456789012', '12345') }),
  'large.json': policy(...Array.from({ length: 1000 }, () => READ)),
  'inline.json': sized(10_240),
  'too-large.json': sized(10_241),
  'twice.json': policy(READ, { ...READ, Sid: 'Again' }),
  'hostile.json': policy({ ...READ, Sid: '\u001b[2J\u202E`</details>' }, READ, READ),
  'secret.json': policy(
    { ...READ, Sid: SECRET },
    { ...WRITE, Condition: { StringEquals: { [`aws:PrincipalTag/${SECRET}`]: `Bearer ${SECRET}` } } },
  ),
  'trust.json': policy({
    Effect: 'Allow',
    Principal: { Service: 'sagemaker.amazonaws.com' },
    Action: 'sts:AssumeRole',
  }),
  'self.json': policy({ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: ROLE }),
  'account.json': policy({ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' }),
};

const BOTH_BOUNDED = 'write.json --compare write.json --boundary write.json --compare-boundary read.json';

async function explained(line: string, { input = '', colours = false } = {}) {
  const shown = { out: '', error: '' };
  const code = await run(line.split(' '), {
    readFile: async (path) => {
      const content = FILES[path];
      if (content === undefined) throw new Error('ENOENT: no such file or directory');
      return content;
    },
    readInput: async () => input,
    print: (text) => void (shown.out += text),
    printError: (text) => void (shown.error += text),
    colours,
    environment: {},
    folder: __dirname,
  });
  return { code, ...shown };
}

it.each([
  ['all is well', 'read.json', 0],
  ['there is a warning', 'twice.json', 0],
  ['there is an error', 'wrong.json', 1],
  ['there is an error in the trust policy', 'read.json --trust read.json', 1],
  ['the policy is not JSON', 'no-json.json', 2],
  ['the policy to compare with is not JSON', 'read.json --compare no-json.json', 2],
  ['the policy to compare with is none', 'read.json --compare wrong.json', 2],
  ['more may assume the role', 'trust.json --compare account.json --fail-on-broadening', 1],
  ['the same may assume the role', 'trust.json --compare trust.json --fail-on-broadening', 0],
  ['more may assume the role of a policy', 'read.json --trust trust.json --compare-trust account.json --fail-on-broadening', 1], // prettier-ignore
  ['more is allowed', 'write.json --compare read.json', 0],
  ['more is allowed, and must not be', 'write.json --compare read.json --fail-on-broadening', 1],
  ['less is allowed', 'read.json --compare write.json --fail-on-broadening', 0],
  ['the same is allowed', 'read.json --compare read.json --fail-on-broadening', 0],
  ['it is not known whether more is allowed', 'read.json --compare large.json --fail-on-broadening', 1],
  ['a request is denied', 'read.json --request s3:PutObject', 0],
  ['a file is missing', 'missing.json', 2],
  ['the usage is wrong', 'read.json --format xml', 2],
  ['a boundary makes no sense', 'read.json --boundary wrong.json', 2],
  ['more is allowed, by the boundary', `${BOTH_BOUNDED} --fail-on-broadening`, 1],
  [
    'more is named, and the boundary denies it',
    'write.json --compare read.json --boundary read.json --fail-on-broadening',
    1,
  ],
  ['the boundary stays', 'write.json --compare write.json --boundary read.json --fail-on-broadening', 0],
])('exits where %s', async (_, line, code) => {
  expect((await explained(`explain ${line}`)).code).toBe(code);
});

it('says whether the role may change itself, if it is known which one it is', async () => {
  const of = async (options: string) => (await explained(`explain self.json ${options}`.trim())).out;
  expect(await of('')).toContain('if that is its own role or policy, it can give itself anything');
  expect(await of(`--role ${ROLE}`)).toContain('The role can change its own permissions');
  expect(await of(`--role ${ROLE} --trust trust.json`)).toContain('The role can change its own permissions');
  expect(await of(`--role ${ROLE}-other`)).toContain('permissions-of-others');
});

it('names the file that is missing, and prints nothing else', async () => {
  expect(await explained('explain read.json --compare missing.json')).toEqual({
    code: 2,
    out: '',
    error: expect.stringContaining("missing.json can't be read: ENOENT"),
  });
});

it('repeats nothing that does something to a terminal', async () => {
  const { code, error } = await explained('explain \u001b[2J\u202E.json');
  expect([code, error]).toEqual([2, expect.stringContaining("\\u202E.json can't be read")]);
  expect((await explained('explain read.json --request \u202E')).error).not.toContain('\u202E');
});

it.each(['--help', 'explain --help', 'plan --help', 'models --help'])(
  'shows its usage in a small terminal: %s',
  async (line) => {
    const { out } = await explained(line);
    expect(out).toContain('Usage: model-deployment-iam');
    const lines = out.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    // An address is not broken.
    expect(lines.filter((each) => each.length > 80 && !each.startsWith('https:'))).toEqual([]);
  },
);

it.each(['--version', 'explain --version'])('shows its version: %s', async (line) => {
  expect((await explained(line)).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('reads the standard input', async () => {
  const { out } = await explained('explain - --request s3:PutObject,*', { input: policy({ ...WRITE, Resource: '*' }) });
  expect(out).toContain('✅ allowed: Statement 1 (Write)');
});

it('has a page for a browser, with the graph and both documents', async () => {
  const { out } = await explained('explain write.json --compare read.json --trust trust.json --format html');
  expect(powersInHtml(out, { links: pagesOf(out) })).toEqual([]);
  const text = textIn(out);
  expect(text).toContain('What the policy allows');
  expect(text).toContain('s3:PutObject folder my-models/churn/ ❌ not allowed ✅ allowed + newly allowed');
  expect(text).toContain('+ NEW PutObject');
  expect(text).toContain('+ "Action": "s3:PutObject"');
  expect(text).toContain('Trust policy: unchanged');
});

const TESTS = 'tests:\n  - name: reads\n    allow: s3:GetObject\n    resource: arn:aws:s3:::my-models/churn/a\n';

it('has a page of tests of access, too', async () => {
  const { out } = await explained('explain read.json --test - --format html', { input: TESTS });
  expect(powersInHtml(out, { links: [] })).toEqual([]);
  expect(textIn(out)).toContain('✅ reads');
});

/** Links lead to AWS's documentation only. */
function pagesOf(page: string): string[] {
  return [...page.matchAll(/ href="(https:\/\/docs\.aws\.amazon\.com\/[^"]*)"/g)].map(([, address]) => address!);
}

it('says what changed', async () => {
  const { out } = await explained('explain write.json --compare read.json');
  expect(out).toContain('Would grant 1 more action on 1 resource');
  expect(out).toContain('the role would be able to s3:PutObject on objects my-models/churn/*');
});

it('says how old its knowledge of AWS is', async () => {
  const { out } = await explained('explain read.json');
  expect(out).toMatch(/\nAWS service reference of \d{4}-\d\d-\d\d \(iam-data [\d.]+\)\n$/);
});

it('says which statement decides', async () => {
  const { out } = await explained(`explain write.json --request s3:PutObject,${OBJECTS} --request s3:DeleteObject,*`);
  expect(out).toContain('✅ allowed: Statement 2 (Write)');
  expect(out).toContain('❌ denied: No statement');
});

it('says so where a real request would be another one', async () => {
  const { out } = await explained('explain read.json --request s3:GetObjekt,* --request sagemaker:CreateEndpoint');
  expect(out).toContain("No action is s3:GetObjekt in AWS's list");
  expect(out).toContain('A request for sagemaker:CreateEndpoint touches an endpoint and an endpoint-config.');
});

it('asks the trust policy where there is a principal', async () => {
  const asked = (trust: string, principal: string) =>
    explained(`explain read.json --trust ${trust} --request sts:AssumeRole,*,principal=${principal}`);
  expect((await asked('trust.json', 'Service:sagemaker.amazonaws.com')).out).toContain('✅ allowed');
  expect((await asked('trust.json', 'Service:ec2.amazonaws.com')).out).toContain('❌ not allowed');
  expect((await asked('account.json', 'AWS:arn:aws:iam::123456789012:role/a')).out).toContain('is not known here');
});

it('shows what the role may do on a deployment that the policy names', async () => {
  expect((await explained('explain deployment.json')).out).toMatch(
    /sagemaker:InvokeEndpoint +✅ endpoint churn-prod +❌ another endpoint/,
  );
  expect((await explained('explain read.json')).out).not.toContain('sagemaker:');
});

it.each([
  ['a bucket', READ, /s3:GetObject +✅ folder my-models\/churn\/ +❌ the rest of the bucket/],
  ['an endpoint', CALL, /sagemaker:InvokeEndpoint +✅ endpoint churn-prod +❌ another endpoint/],
  [
    'something else',
    { ...READ, Action: 'ecr:BatchGetImage', Resource: 'arn:aws:ecr:us-west-2:123456789012:repository/churn' },
    /ecr:BatchGetImage +✅ repository churn +❌ another repository/,
  ],
  ['everything', { ...READ, Action: 'iam:PassRole', Resource: '*' }, /iam:PassRole +✅ any role/],
])('shows what the role may do where the policy names no more than %s', async (_, statement, row) => {
  expect((await explained('explain -', { input: policy(statement) })).out).toMatch(row);
});

it('shows no table where the policy allows no action that is known', async () => {
  const { out } = await explained('explain -', { input: policy({ ...READ, Action: 'a:b', Resource: '*' }) });
  expect(out).not.toContain('may not do');
});

it.each([
  ['no-json.json', 'no-json.json:1:12: expected JSON, but it ends too early: the { in line 1 is not closed\n'],
  ['wrong.json', 'wrong.json:1:1: expected the Effect Allow or Deny in statement 1\n'],
  ['double.json', 'double.json:2:1: expected the key "Version" only once in one object\n'],
])('says where the policy to compare with is none: %s', async (file, error) => {
  expect(await explained(`explain read.json --compare ${file}`)).toEqual({ code: 2, out: '', error });
});

it('compares policies as large as an inline one can be, and no larger ones', async () => {
  const { out } = await explained('explain inline.json --compare read.json');
  expect(out).toContain('the role would be able to s3:PutObject');
  expect((await explained('explain too-large.json --compare read.json')).out).toContain(
    'A document has more than 10240 characters, so only its findings are shown.',
  );
});

it.each(['large.json', 'hostile.json'])('explains %s in every format', async (file) => {
  for (const format of ['text', 'markdown', 'json', 'html']) {
    for (const line of [`${file} --compare read.json`, `read.json --compare ${file}`, `${file} --trust ${file}`]) {
      const { out, error } = await explained(`explain ${line} --request s3:GetObject,* --format ${format}`);
      expect(error).toBe('');
      expect(out).not.toMatch(/[\u001b\u0080-\u009f\u202e]/);
      expect(out.trim()).not.toBe('');
    }
  }
});

it('takes no markup out of names', async () => {
  const { out } = await explained('explain hostile.json --format markdown');
  expect(out).toContain('u{202e}');
  expect(leftOpen(out)).toEqual([]);
  expect(outsideCode(out).match(/<\/?details/g)).toHaveLength(4);
});

it('has colours if they are wanted', async () => {
  expect((await explained('explain read.json', { colours: true })).out).toContain('\u001b[1m');
});

it('has the same form as the report in JSON', async () => {
  const { out } = await explained(
    'explain deployment.json --compare write.json --request s3:GetObject,* --format json',
  );
  const { findings, comparison, deployment, answers, notes, serviceReference } = JSON.parse(out);
  expect(answers[0].evaluation.decision).toBe('implicitly-denied');
  expect(notes).toEqual([]);
  const ajv = new Ajv({ strict: true }).addSchema(reportSchema() as object, 'report');
  const errorsOf = (definition: string, value: unknown) => {
    ajv.validate(`report#/$defs/${definition}`, value);
    return ajv.errors;
  };
  expect(errorsOf('permissionComparison', comparison)).toBeNull();
  expect(errorsOf('matrix', deployment.matrix)).toBeNull();
  expect(errorsOf('serviceReference', serviceReference)).toBeNull();
  for (const finding of findings) expect(errorsOf('finding', finding)).toBeNull();
  const { trustComparison } = JSON.parse(
    (await explained('explain trust.json --compare account.json --format json')).out,
  );
  expect(errorsOf('trustComparison', trustComparison)).toBeNull();
});

describe('a trust policy', () => {
  it('is explained as one where it is given as the policy', async () => {
    const { code, out } = await explained('explain trust.json');
    expect(out).toContain('service-without-source-condition');
    expect(out).toMatch(/Who may assume the role\n.*\nallow +the service sagemaker.amazonaws.com/);
    expect(out).toContain('This is a trust policy');
    expect(out).not.toContain('may not do');
    expect(code).toBe(0);
  });

  it.each([
    'trust.json --compare account.json',
    'trust.json --compare-trust account.json',
    'read.json --trust trust.json --compare-trust account.json',
  ])('is compared: %s', async (line) => {
    const { out } = await explained(`explain ${line}`);
    expect(out).toMatch(/➕ the service sagemaker.amazonaws.com .* assume/);
    expect(out).toMatch(/➖ .*123456789012.* assume/);
  });

  it('says who is of another account only if it is known which one the role is of', async () => {
    const of = async (options: string) => (await explained(`explain account.json${options}`)).out;
    expect(await of('')).toContain('the account 123456789012');
    expect(await of(` --role ${ROLE}`)).toContain('this account 123456789012');
    expect(await of(' --role arn:aws:iam::999988887777:role/a --compare trust.json')).toMatch(
      /➕ another account 123456789012[^]*another account 123456789012/,
    );
    expect(await of(' --compare trust.json')).not.toMatch(/(this|another) account/);
  });

  it('is a page of its own', async () => {
    const { out } = await explained('explain trust.json --compare account.json --format html');
    expect(out).toMatch(/<title>Who may assume the role/);
    expect(out).toContain('would be able to assume');
    expect(out).toContain('sagemaker.amazonaws.com&quot;');
  });

  it('is asked', async () => {
    const { out } = await explained(
      'explain trust.json --request sts:AssumeRole,*,principal=Service:sagemaker.amazonaws.com',
    );
    expect(out).toContain('✅ allowed');
  });

  it.each([
    [
      'trust.json --trust read.json',
      /^trust.json: expected a policy of permissions.*none\nTry:\n.*explain read.json --trust trust.json\n$/,
    ],
    ['trust.json --trust account.json', /explain trust.json --compare-trust account.json\n$/],
    ['trust.json --compare read.json', /^read.json: expected a trust policy, as trust.json is one/],
    ['read.json --compare trust.json', /^trust.json: expected a policy of permissions, as read.json is one/],
    ['read.json --compare-trust trust.json', /^read.json: expected a trust policy here or in --trust/],
    ['read.json --trust trust.json --compare-trust write.json', /^write.json: expected a trust policy, but/],
    ['read.json --boundary trust.json', /^trust.json: expected a permissions boundary, but this is a trust policy/],
    ['trust.json --boundary read.json', /^trust.json: expected a policy of permissions with --boundary/],
    ['trust.json --write-tests', /^trust.json: expected a policy of permissions with --write-tests/],
    ['trust.json --request s3:GetObject', /^trust.json: expected a policy of permissions, to ask it/],
    ['read.json --request sts:AssumeRole,principal=AWS:1', /^read.json: expected --trust with the principal/],
  ])('is told from one of permissions: %s', async (line, error) => {
    expect(await explained(`explain ${line}`)).toEqual({ code: 2, out: '', error: expect.stringMatching(error) });
  });
});

describe('what is ignored', () => {
  // A line is cut at its blanks.
  const IGNORING = 'explain twice.json --ignore-finding';

  it('is shown with the reason, and counted by itself', async () => {
    const { out, code } = await explained(`${IGNORING} redundant-statement=known`);
    expect(out).toContain('1 finding ignored');
    expect(out).toContain('Ignored: known');
    expect(code).toBe(0);
  });

  it('is in the JSON as the schema says', async () => {
    const { out } = await explained(`${IGNORING} redundant-statement@Again=known --format json`);
    const { findings } = JSON.parse(out) as { findings: { id: string; ignored?: string }[] };
    expect(findings.find(({ id }) => id === 'redundant-statement')).toMatchObject({ ignored: 'known' });
  });

  it('says so where there is nothing to ignore', async () => {
    expect((await explained(`${IGNORING} pass-any-role=known`)).out).toContain(
      'There is nothing to ignore for pass-any-role.',
    );
  });

  it('does not make the command fail', async () => {
    const line = 'explain mistyped.json';
    expect((await explained(line)).code).toBe(1);
    expect((await explained(`${line} --ignore-finding invalid-arn-account=known`)).code).toBe(0);
    expect((await explained(`${line} --ignore-finding invalid-arn-account@Other=known`)).code).toBe(1);
  });
});

describe('a permissions boundary', () => {
  it('counts in what changes, in the answers and in the table', async () => {
    const { out } = await explained(
      `explain write.json --compare read.json --boundary read.json --request s3:PutObject,${OBJECTS}`,
    );
    expect(out).toContain('Would name 1 more action that the permissions boundary denies');
    expect(out).toContain(
      '🚧 the policy of the role would allow it to s3:PutObject on objects my-models/churn/*; denied,',
    );
    expect(out).toContain('❌ denied: No statement of the permissions boundary allows s3:PutObject');
    expect(out).toContain('❌ folder my-models/churn/ (boundary)');
    expect(out).toContain('within the permissions boundary');
    expect(out).not.toContain('not looked at');
  });

  it('is compared with another one, if there is one', async () => {
    const { out } = await explained(`explain ${BOTH_BOUNDED}`);
    expect(out).toContain(
      '➕ the role would be able to s3:PutObject on objects my-models/churn/*, because of its permissions boundary',
    );
  });

  it('leaves statements without an effect, which is found', async () => {
    expect((await explained('explain write.json --boundary read.json')).out).toContain('outside-boundary');
  });

  it.each(['text', 'markdown', 'json', 'html'])('was not looked at where none is given: %s', async (format) => {
    const { out } = await explained(`explain write.json --format ${format}`);
    expect(out).toContain(format === 'json' ? '"boundary": "not-looked-at"' : 'boundary not looked at');
  });

  it('has to be a policy', async () => {
    expect((await explained('explain read.json --boundary no-json.json')).error).toContain(
      'no-json.json:1:12: expected JSON, but it ends too early',
    );
  });
});

it.each(['text', 'markdown', 'json', 'html'])('tells nothing that has the form of a secret: as %s', async (format) => {
  const { out } = await explained(
    `explain secret.json --compare read.json --request s3:GetObject,arn:aws:s3:::my-models/${SECRET} --format ${format}`,
  );
  expect(out).toContain('***');
  expect(out).not.toContain(SECRET);
});

it('tells none on the standard error either', async () => {
  expect((await explained(`explain ${SECRET}.json`)).error).toBe(
    "***.json can't be read: ENOENT: no such file or directory\n",
  );
});
