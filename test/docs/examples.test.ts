import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesIn, unsafeIn } from './unsafe-examples';
import { workflowRoles } from '../../projenrc/readme/workflow-roles';
import { readBootstrapLine } from '../../src/explain/bootstrap/read-bootstrap';
import { CHURN, filesOf } from '../template/render';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const PAGES = globSync(['*.md', 'docs/**/*.md', 'templates/*.md.tpl'], { cwd: ROOT, exclude: ['CHANGELOG.md'] }).sort();
const FILES = globSync(['docs/**/*.json', 'templates/*.{yml,yaml,json}.tpl', 'sandbox/demo/workflows/*.yml'], {
  cwd: ROOT,
}).sort();

/** By its last ending but `.tpl`. */
const languageOf = (file: string) => /\.(\w+?)(\.tpl)?$/.exec(file)![1]!;

it.each(PAGES)('%s has no example that is less safe than the scaffold', (page) => {
  expect(examplesIn(read(page)).flatMap(unsafeIn)).toEqual([]);
});

it.each(FILES)('%s is no less safe than the scaffold', (file) => {
  expect(unsafeIn({ language: languageOf(file), text: read(file) })).toEqual([]);
});

it('finds nothing unsafe in what a scaffold has, which is the measure', () => {
  const files = Object.entries(filesOf(CHURN)).filter(([file]) => /workflows\/churn.*\.yml$/.test(file));
  expect(files).toHaveLength(4);
  expect(files.flatMap(([, text]) => unsafeIn({ language: 'yaml', text }))).toEqual([]);
});

it('finds the workflows and policies that are to be looked at', () => {
  const readme = examplesIn(read('README.md')).filter(({ text }) => text.includes('role-to-assume'));
  expect(readme).toHaveLength(1);
  expect(examplesIn(read('docs/workflows.md')).filter(({ text }) => text.includes('role-to-assume'))).toHaveLength(1);
  const policies = examplesIn(read('docs/bootstrap.md')).filter(({ text }) => text.includes('"Statement"'));
  expect(policies).toHaveLength(2 * workflowRoles().length);
});

it('has no command of bootstrap and doctor in its pages whose options are wrong', () => {
  const lines = PAGES.flatMap((page) => read(page).match(/^npx model-deployment-iam (?:bootstrap|doctor) .*$/gm) ?? []);
  expect(lines.length).toBeGreaterThanOrEqual(4);
  for (const line of lines) {
    const words = line.replace(/ >.*/, '').split(' ').slice(3);
    expect(readBootstrapLine(words, ROOT)).toHaveProperty('read');
  }
});

describe('an example that is made unsafe is found:', () => {
  const [workflow] = examplesIn(read('README.md')).filter(({ text }) => text.includes('role-to-assume'));
  const [trust] = examplesIn(read('docs/bootstrap.md')).filter(({ text }) => text.includes('"Principal"'));

  it.each([
    ['the role that deploys in previews', 'churn-prod-access-preview', 'churn-prod-access-deploy'],
    ['up in previews', 'command: preview', 'command: up'],
    ['a deployment on pull requests', "if: github.event_name == 'push'", 'if: true'],
    ['no environment', '    environment: production # protect it: only its jobs get the role that deploys\n', ''],
    ['a moving tag', /checkout@\w+ # v7\.0\.1/, 'checkout@v7'],
    ['another release than that of the scaffold', /checkout@\w+/, `checkout@${'a'.repeat(40)}`],
    ['a wrong version behind a commit', '# v7.0.1', '# v5.0.0'],
    ['a token that may write', 'contents: read', 'contents: write'],
    ['permissions by default', /permissions:.*\n/g, 'x-permissions:\n'],
    ['all permissions', 'permissions: {}', 'permissions: write-all', /^ {4}permissions:\n(?: {6}.*\n)+/gm],
    ['a token in the folder', 'persist-credentials: false', 'persist-credentials: true'],
    ['pull_request_target', '  pull_request:', '  pull_request_target:'],
  ])('%s', (_, from, to, without = /$^/) => {
    const text = workflow!.text.replace(without, '').replace(from, to);
    expect(text).not.toBe(workflow!.text);
    expect(unsafeIn({ language: 'yaml', text })).not.toEqual([]);
  });

  it.each([
    ['any repository of the owner', 'repo:acme/churn:pull_request', 'repo:acme/*:*'],
    [
      'anybody',
      /"token.actions.githubusercontent.com:sub": \[[^\]]*\]/,
      '"token.actions.githubusercontent.com:ref": "x"',
    ],
    ['any audience', /"token.actions.githubusercontent.com:aud": "[^"]*",/, ''],
  ])('%s', (_, from, to) => {
    const text = trust!.text.replace(from, to).replace('StringEquals', 'StringLike');
    expect(unsafeIn({ language: 'json', text })).not.toEqual([]);
  });

  it('a role that is made without its boundary', () => {
    const [, policy] = examplesIn(read('docs/aws-permissions.md')).filter(({ text }) => text.includes('iam:GetRole'));
    expect(unsafeIn(policy!)).toEqual([]);
    const text = policy!.text.replaceAll('iam:PermissionsBoundary', 'iam:ResourceTag/team');
    expect(unsafeIn({ language: 'json', text })).not.toEqual([]);
  });

  it('a policy that lets a role do anything', () => {
    const text = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
    expect(unsafeIn({ language: 'json', text })).not.toEqual([]);
    expect(unsafeIn({ language: 'yaml', text: `Resources:\n  Role:\n    Properties: ${text}\n` })).not.toEqual([]);
  });
});
