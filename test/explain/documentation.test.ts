import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { USAGE } from '../../src/explain/arguments';
import { run } from '../../src/explain/run';

const PAGE = readFileSync(join(__dirname, '../../docs/explain.md'), 'utf8');

const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-models/churn/*' };
const FILES: Readonly<Record<string, object>> = {
  'old.json': { Version: '2012-10-17', Statement: [READ] },
  'policy.json': {
    Version: '2012-10-17',
    Statement: [READ, { ...READ, Sid: 'Write', Action: 's3:PutObject' }],
  },
};

async function printed(line: string): Promise<string> {
  let out = '';
  await run(line.split(' '), {
    readFile: async (path) => JSON.stringify(FILES[path]),
    readInput: async () => '',
    print: (text) => void (out += text),
    printError: (text) => void (out += text),
    colours: false,
    environment: {},
    folder: __dirname,
  });
  return out;
}

test('the example on the page is what the command prints', async () => {
  const [, line, shown] = /```console\n\$ npx model-deployment-iam ([^\n]*)\n([^]*?)```/.exec(PAGE)!;
  // The data is made anew from time to time. In a terminal, all blanks look the same.
  const normal = (text: string) => text.replace(/^(AWS service reference) of .*$/m, '$1').replaceAll('\u00A0', ' ');
  expect(normal(await printed(line!))).toBe(normal(shown!));
});

test('the page and the usage name the same options', () => {
  const options = (text: string) => [...new Set(text.match(/(?<=[ `])--[a-z][a-z-]+/g))].sort();
  expect(options(PAGE)).toEqual(options(USAGE));
});
