import { changedInputs } from '../../src/action/changed-inputs';

const WORKFLOW = '.github/workflows/access.yml';
const SOURCES = { workflow: WORKFLOW, files: ['iam/extra.json'] };

function told(path: string, ...patch: readonly string[]) {
  return changedInputs([{ path, patch: patch.join('\n') }], SOURCES).map(
    ({ file, line, isAdded, text }) => `${file} ${isAdded ? '+' : '-'}${line} ${text}`,
  );
}

it('finds the inputs in the workflow', () => {
  expect(
    told(
      WORKFLOW,
      '@@ -10,4 +10,4 @@',
      '         with:',
      '-          permissions: baseline',
      '+          permissions: deploy',
      '-      - run: make',
      '+      - run: make all',
    ),
  ).toEqual([`${WORKFLOW} -11 permissions: baseline`, `${WORKFLOW} +11 permissions: deploy`]);
});

it('finds the lines of an input that has several', () => {
  expect(
    told(
      WORKFLOW,
      '@@ -10,3 +10,4 @@',
      '           extra-statements: |',
      '             [{"Effect": "Allow"}]',
      '+            [{"Effect": "Deny"}]',
      '       - name: next',
      '+        if: always()',
    ),
  ).toEqual([`${WORKFLOW} +12 [{"Effect": "Deny"}]`]);
});

it('finds all lines of a file that an input names', () => {
  expect(told('iam/extra.json', '@@ -1,2 +1,2 @@', ' [', '-  1', '+  2', '+')).toEqual([
    'iam/extra.json -2 1',
    'iam/extra.json +2 2',
  ]);
});

it('takes the name of a job, a step or the workflow for no input', () => {
  expect(
    told(
      WORKFLOW,
      '@@ -1,2 +1,3 @@',
      '+name: access',
      '+    name: job',
      '+    permissions: read-all',
      '+      - name: step',
    ),
  ).toEqual([]);
});

it('takes what GITHUB_TOKEN may do for no input', () => {
  expect(told(WORKFLOW, '@@ -1,2 +1,3 @@', ' permissions:', '+  contents: read', '   id-token: write')).toEqual([]);
});

it('looks into no other file, and into none without a difference', () => {
  expect(told('other.yml', '@@ -1 +1 @@', '+permissions: deploy')).toEqual([]);
  expect(changedInputs([{ path: WORKFLOW }], SOURCES)).toEqual([]);
});
