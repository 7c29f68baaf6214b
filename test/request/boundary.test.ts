import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemsOf, read, VARIABLES } from './problems';
import type { GivenInputs } from '../action/fake-ports';

const ARN = 'arn:aws:iam::123456789012:policy/boundary';
const DOCUMENT =
  '{\n  "Version": "2012-10-17",\n  "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}\n}\n';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boundary-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function given(text: string, more: GivenInputs = {}) {
  writeFileSync(join(folder, 'boundary.json'), text);
  const inputs: GivenInputs = { 'permissions-boundary': ARN, 'boundary-file': 'boundary.json', ...more };
  return [inputs, { ...VARIABLES, GITHUB_WORKSPACE: folder }] as const;
}

it('is taken with the name of the file, as it is in the repository', () => {
  const { request, problems } = read(...given(DOCUMENT, { 'boundary-file': join(folder, 'boundary.json') }));
  expect(problems).toEqual([]);
  expect(request!.boundaryFile).toEqual({ file: 'boundary.json', document: DOCUMENT });
});

it('is none where no file is given', () => {
  expect(read(...given(DOCUMENT, { 'boundary-file': '' })).request).toMatchObject({ boundaryFile: undefined });
});

it('makes no sense without the boundary that it is of', () => {
  expect(problemsOf(...given(DOCUMENT, { 'permissions-boundary': '' }))).toEqual([
    'boundary-file: nothing without permissions-boundary, the ARN of the policy that the file is the document of',
  ]);
});

it.each([
  ['{\n  "Version" "2012-10-17"\n}', ['JSON, but the error is in line 2, column 13']],
  ['', ['JSON, but it is empty']],
  ['[]', ['a policy document, an object with Version and Statement']],
  [
    '{"Version": "2012-10-17", "Statement": [], "Version": "2012-10-17"}',
    ['the key "Version" once in the object in line 1'],
  ],
  [
    '{"Version": "2012-10-17", "Statement": [\n{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},\n{"Effect": "allow!", "Action": "s3:*"}]}',
    [
      expect.stringMatching(/^.*Effect.* in statement 2 \(line 3\)$/),
      expect.stringMatching(/Resource.* in statement 2/),
    ],
  ],
  [
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}}',
    [expect.stringMatching(/Principal.* in statement 1/)],
  ],
])('is refused if it is %j', (text, expected) => {
  const problems = problemsOf(...given(text)).map((problem) => problem.replace(/^boundary-file: /, ''));
  expect(problems).toEqual(expected);
});

it('tells no more than twenty problems', () => {
  const statements = Array.from({ length: 30 }, () => ({ Effect: 'Allow', Action: 's3:*' }));
  const problems = problemsOf(...given(JSON.stringify({ Version: '2012-10-17', Statement: statements })));
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)).toBe('boundary-file: 10 more things to be otherwise');
});

it.each([
  ['missing.json', 'a file that exists in the repository; is it checked out before this step?'],
  ['../boundary.json', 'a file in the repository, not outside of it'],
  ['link.json', 'a file in the repository, not outside of it'],
])('is refused at %s', (path, expected) => {
  if (path === 'link.json') symlinkSync('/etc/hostname', join(folder, path));
  expect(problemsOf(...given(DOCUMENT, { 'boundary-file': path }))).toEqual([`boundary-file: ${expected}`]);
});

it('is refused if it is larger than a policy may be', () => {
  expect(problemsOf(...given(' '.repeat(64 * 1024 + 1)))).toEqual([
    'boundary-file: a file of at most 65536 bytes, but it has 65537',
  ]);
});
