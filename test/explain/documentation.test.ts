import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { USAGE } from '../../src/explain/arguments';
import { run } from '../../src/explain/run';

const PAGE = readFileSync(join(__dirname, '../../docs/explain.md'), 'utf8');

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-models/churn/*' };
const OLD = { Version: '2012-10-17', Statement: [READ] };
const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'sagemaker.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    },
  ],
};
const FILES: Readonly<Record<string, object | string>> = {
  'old.json': OLD,
  '$RUNNER_TEMP/old.json': OLD,
  'policy.json': { Version: '2012-10-17', Statement: [READ, { ...READ, Sid: 'Write', Action: 's3:PutObject' }] },
  'template.json': {
    Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: OLD } } },
  },
  'broken.json': JSON.stringify(OLD, undefined, 2).replace('churn/*"', 'churn/*",'),
  'trust.json': TRUST,
  'old-trust.json': {
    Version: '2012-10-17',
    Statement: [{ ...TRUST.Statement[0], Principal: { Service: 'ec2.amazonaws.com' } }],
  },
};

async function printed(words: readonly string[]): Promise<{ out: string; code: number }> {
  let out = '';
  const code = await run(words, {
    readFile: async (path) => (typeof FILES[path] === 'string' ? (FILES[path] as string) : JSON.stringify(FILES[path])),
    readInput: async () => '',
    print: (text) => void (out += text),
    printError: (text) => void (out += text),
    colours: false,
    environment: {},
    folder: __dirname,
  });
  return { out, code };
}

/** As a shell splits it, as far as the page needs it. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain!,
  );
}

const CONSOLES = [...PAGE.matchAll(/```console\n\$ npx model-deployment-iam ([^\n]*)\n([^]*?)```/g)];

it('has examples of several kinds', () => {
  expect(CONSOLES.length).toBeGreaterThan(3);
});

test.each(CONSOLES.map(([, line, shown]) => [line!, shown!]))(
  'the example on the page is what the command prints: %s',
  async (line, shown) => {
    // The data is made anew from time to time. In a terminal, all blanks look the same.
    const normal = (text: string) => text.replace(/^(AWS service reference) of .*$/m, '$1').replaceAll('\u00A0', ' ');
    expect(normal((await printed(wordsOf(line))).out)).toBe(normal(shown));
  },
);

const REQUESTS = [...PAGE.matchAll(/^--(?:request|trust).*$/gm)].map(([line]) => line);

it('has examples of requests', () => {
  expect(REQUESTS.length).toBeGreaterThan(4);
});

test.each(REQUESTS)('the request on the page can be asked: %s', async (line) => {
  const { out, code } = await printed(['explain', 'policy.json', ...wordsOf(line)]);
  expect([code, out]).toEqual([0, expect.stringMatching(/allowed:|denied:/)]);
});

test('the example of a workflow runs', async () => {
  const [, line] = /^ +npx model-deployment-iam (.*) >> "\$GITHUB_STEP_SUMMARY"$/m.exec(PAGE)!;
  // More is allowed, and this is what the workflow is to fail for.
  expect(await printed(wordsOf(line!))).toEqual({ code: 1, out: expect.stringContaining('Would grant 1 more action') });
});

test('the page and the usage name the same options', () => {
  const options = (text: string) => [...new Set(text.match(/(?<=[ `])--[a-z][a-z-]+/g))].sort();
  const ofOthers = ['--json'];
  expect(options(PAGE).filter((name) => !ofOthers.includes(name))).toEqual(options(USAGE));
});
