import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readOtherEndpoints } from '../../src/request/other-endpoints';

const OWN = { endpoint: 'churn', region: 'us-west-2', account: '123456789012' };

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'repository-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, ...lines: readonly string[]): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), lines.join('\n'));
}

it('are those that workflows name, each once, but the own one', () => {
  write(
    '.github/workflows/b.yml',
    '        with:',
    '          endpoint: churn-prod # live',
    "          endpoint: 'chat'",
  );
  write(
    '.github/workflows/a.yaml',
    '  - endpoint: "churn"',
    'endpoint: arn:aws:sagemaker:us-west-2:123456789012:endpoint/eu',
  );
  write('.github/workflows/c.yml', '        endpoint: [Churn, churn-prod, "churn-staging"]');
  expect(readOtherEndpoints(folder, OWN)).toEqual(['eu', 'churn-prod', 'chat', 'churn-staging']);
});

it('are no other values, and in no other files', () => {
  write(
    '.github/workflows/a.yml',
    'endpoint:',
    '  description: x',
    'endpoint: ${{ inputs.endpoint }}',
    '# endpoint: old',
  );
  write('.github/workflows/b.yml', 'aws-endpoint: b', 'endpoint: https://localhost:4566', 'my endpoint: c');
  write('.github/workflows/notes.md', 'endpoint: d');
  write('.github/e.yml', 'endpoint: e');
  expect(readOtherEndpoints(folder, OWN)).toEqual([]);
});

it.each<[string, readonly string[], readonly string[]]>([
  ['in the region', ['with:', '  region: us-west-2', '  endpoint: a', '  permissions: deploy'], ['a']],
  ['in another region', ['with:', '  region: eu-west-1 # Dublin', '', '  endpoint: a'], ['a']],
  [
    'in another region for certain',
    ['with:', '  region: eu-west-1 # Dublin', '  endpoint: a', '  tags: |', '    x=y'],
    [],
  ],
  [
    'in another region, some lines below',
    ['with:', '  endpoint: a', '  tags: |', '    x=y', "  region: 'eu-west-1'"],
    [],
  ],
  ['in a region that is not known', ['with:', '  endpoint: a', '  region: ${{ vars.REGION }}'], ['a']],
  ['in the region that another step names', ['  endpoint: a', 'x:', '  region: eu-west-1'], ['a']],
  ['in the account', ['  endpoint: a', "  account-id: '123456789012'"], ['a']],
  ['in another account', ['  endpoint: a', "  account-id: '999999999999'"], []],
  ['elsewhere by its ARN', ['  endpoint: arn:aws:sagemaker:us-west-2:999999999999:endpoint/a'], []],
])('may be %s', (_, lines, names) => {
  write('.github/workflows/a.yml', ...lines);
  expect(readOtherEndpoints(folder, OWN)).toEqual(names);
});

it('may be in the same account where that is not known', () => {
  write('.github/workflows/a.yml', '  endpoint: a', "  account-id: '999999999999'");
  expect(readOtherEndpoints(folder, { ...OWN, account: undefined })).toEqual(['a']);
});

it('are not looked for outside of the repository', () => {
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  writeFileSync(join(outside, 'a.yml'), 'endpoint: secret');
  write('.github/workflows/b.yml', 'endpoint: churn-prod');
  symlinkSync(join(outside, 'a.yml'), join(folder, '.github/workflows/a.yml'));
  expect(readOtherEndpoints(folder, OWN)).toEqual(['churn-prod']);
  rmSync(outside, { recursive: true });
});

it('are none where nothing is checked out', () => {
  expect(readOtherEndpoints(join(folder, 'nowhere'), OWN)).toEqual([]);
});
