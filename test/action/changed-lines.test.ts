import { FakePorts } from './fake-ports';
import { changedLinesFor } from '../../src/action/changed-lines';
import type { Report } from '../../src/report/model';
import type { Request } from '../../src/request/request';
import { access, accessBetween, allow, completed, failed, invalidInput, newAccess } from '../report/samples';

const REQUEST = { extraStatementsSource: { file: 'iam/extra.json', lines: [1] } } as unknown as Request;
const READ = allow('s3:GetObject', 'arn:aws:s3:::my-models/*');
const ENVIRONMENT = { GITHUB_WORKFLOW_REF: 'acme/churn/.github/workflows/access.yml@refs/heads/main' };

function looking(report: Report, ports = new FakePorts()) {
  const look = changedLinesFor(report, REQUEST, { environment: ENVIRONMENT, secrets: ['hunter22'], log: ports.log });
  return look && (() => look({ api: ports.api, pullRequest: 7 }));
}

it.each<[string, Report, boolean]>([
  ['what becomes possible', completed('preview', newAccess()), true],
  ['what nobody approved', failed('up', { reason: 'approval-missing', message: 'm' }, newAccess()), true],
  [
    'less than before',
    completed(
      'preview',
      accessBetween([READ, allow('s3:PutObject', 'arn:aws:s3:::my-models/*')], [READ], { trust: {} }),
    ),
    false,
  ],
  ['no changes', completed('preview', access()), false],
  ['drift', completed('drift', newAccess()), false],
  ['invalid inputs', invalidInput(), false],
])('is asked for %s: %#', (_, report, expected) => {
  expect(looking(report) !== undefined).toBe(expected);
});

it('finds lines in the workflow and in the file of extra-statements, without secrets', async () => {
  const ports = new FakePorts();
  ports.api.files = [
    {
      path: '.github/workflows/access.yml',
      patch: '@@ -1 +1 @@\n-        trust: sagemaker\n+        trust: github hunter22',
    },
    { path: 'iam/extra.json', patch: '@@ -0,0 +1 @@\n+[]' },
  ];
  const lines = await looking(completed('preview', newAccess()), ports)!();
  expect(lines.map(({ file, text }) => `${file} ${text}`)).toEqual([
    '.github/workflows/access.yml trust: sagemaker',
    expect.stringMatching(/^\.github\/workflows\/access\.yml trust: github (?!hunter22)/),
    'iam/extra.json []',
  ]);
});

it('a failure of GitHub is no failure', async () => {
  const ports = new FakePorts();
  ports.api.changedFiles = () => Promise.reject(new Error('Not Found'));
  expect(await looking(completed('preview', newAccess()), ports)!()).toEqual([]);
});
