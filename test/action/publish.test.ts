import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakePorts, type GivenInputs } from './fake-ports';
import { planOf } from '../../src/action/plan';
import { publish } from '../../src/action/publish';
import { threadOf } from '../../src/action/thread';
import { parseMarker } from '../../src/github/marker';
import type { Report } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import {
  access,
  allow,
  change,
  completed,
  documentText,
  failed,
  invalidInput,
  newAccess,
  ROLE_TYPE,
  VERIFIED,
} from '../report/samples';

/** Publishes a report on a request that is planned; `inputs` are those of the request. */
async function published(report: Report, inputs: GivenInputs = {}, prepare: (ports: FakePorts) => void = () => {}) {
  const ports = new FakePorts(inputs);
  prepare(ports);
  const { request } = readRequest(ports);
  const plan = request && planOf(request, '123456789012');
  await publish(report, { request, plan, thread: threadOf(ports, request) }, ports);
  return ports;
}

it('writes log, outputs and summary before it asks GitHub', async () => {
  const { sent } = await published(completed('preview', newAccess()));
  const ports = sent.map(([port]) => port);
  expect(ports.indexOf('summary')).toBeGreaterThan(ports.indexOf('info'));
  expect(ports.indexOf('pullRequests')).toBeGreaterThan(ports.indexOf('summary'));
});

describe('what can not be told in one place', () => {
  const disk = () => {
    throw new Error('ENOSPC: no space left on device');
  };
  const report = completed('preview', newAccess());

  it.each<[what: string, prepare: (ports: FakePorts) => void, warning: string]>([
    ['the summary', (ports) => (ports.summary = async () => disk()), 'The job summary could not be written'],
    ['the outputs', (ports) => (ports.output = disk), 'The outputs could not be written'],
    ['a file', (ports) => (ports.writeFile = disk), 'report-file could not be written'],
    ['the comment', (ports) => (ports.pullRequests = disk), 'Could not comment'],
  ])('is told in the others: %s', async (what, prepare, warning) => {
    const ports = await published(report, { 'report-file': 'out/access.json' }, prepare);
    expect(ports.sentTo('warning').join('\n')).toContain(warning);
    const told = {
      'the summary': ports.sentTo('summary').length > 0,
      'the outputs': ports.outputs['change-summary'] !== undefined,
      'a file': Object.keys(ports.files).length > 0,
      'the comment': ports.api.comments.length > 0,
    };
    expect(told).toEqual(Object.fromEntries(Object.keys(told).map((each) => [each, each !== what])));
  });

  it('matters to the step only where it is the outputs, on which other jobs rely', async () => {
    const tell = async (prepare: (ports: FakePorts) => void) => {
      const ports = new FakePorts();
      prepare(ports);
      return publish(report, { thread: threadOf(ports) }, ports);
    };
    expect(await tell(() => undefined)).toBe(true);
    expect(await tell((ports) => (ports.summary = async () => disk()))).toBe(true);
    expect(await tell((ports) => (ports.output = disk))).toBe(false);
  });
});

it('keeps secrets out of annotations, which masks need not reach', async () => {
  const ports = new FakePorts({ region: 'moon-1' });
  ports.secrets = ['hush-hush'];
  const problem = { name: 'backend-url', value: 's3://b?secret=hush-hush', expected: 's3://BUCKET, not hush-hush' };
  await publish(invalidInput(problem), { thread: threadOf(ports) }, ports);
  expect(ports.sentTo('error')).toEqual([
    'backend-url: expected s3://BUCKET, not ***, but got s3://b?secret=*** | Invalid input',
  ]);
});

describe('the files that the workflow asks for', () => {
  const FILES = {
    'sarif-file': 'out/access.sarif',
    'report-file': 'out/access.json',
    'report-html': 'out/access.html',
  };
  const WORKSPACE = process.cwd();
  const SARIF = `${WORKSPACE}/out/access.sarif`;
  const JSON_FILE = `${WORKSPACE}/out/access.json`;
  const HTML_FILE = `${WORKSPACE}/out/access.html`;

  it('are written before GitHub is asked, and told of', async () => {
    const ports = await published(completed('preview', newAccess()), FILES, (fake) => {
      fake.pullRequests = async () => {
        expect(Object.keys(fake.files)).toEqual([SARIF, JSON_FILE, HTML_FILE]);
        return fake.api;
      };
    });
    expect(ports.api.comments).toHaveLength(1);
    expect(ports.sentTo('info')).toEqual(
      expect.arrayContaining([`Wrote ${SARIF}`, `Wrote ${JSON_FILE}`, `Wrote ${HTML_FILE}`]),
    );
  });

  it.each(['sarif-file', 'report-file', 'report-html'] as const)(
    'is %s alone, if that alone is asked for',
    async (input) => {
      const { files } = await published(completed('preview', newAccess()), { [input]: FILES[input] });
      expect(Object.keys(files)).toEqual([`${WORKSPACE}/${FILES[input]}`]);
    },
  );

  it('are none where none is asked for, or nobody knows what for', async () => {
    expect((await published(completed('preview', newAccess()))).files).toEqual({});
    const invalid = invalidInput({ name: 'region', expected: 'a region' });
    expect((await published(invalid, { ...FILES, region: 'moon-1' })).files).toEqual({});
  });

  it('hold no secret', async () => {
    const policy = documentText([allow('hush-hush:Get', '*')]);
    const ports = new FakePorts(FILES);
    ports.secrets = ['hush-hush'];
    const { request } = readRequest(ports);
    const report = failed(
      'preview',
      { reason: 'findings', message: 'It is about hush-hush.', hint: 'See hush-hush.', details: 'hush-hush' },
      access({ policy: { after: policy }, notes: ['Of hush-hush.'], changes: [change(ROLE_TYPE, 'create')] }),
    );
    await publish(report, { request, plan: planOf(request!, '123456789012'), thread: threadOf(ports, request) }, ports);
    expect(Object.keys(ports.files)).toEqual([SARIF, JSON_FILE, HTML_FILE]);
    for (const [file, content] of Object.entries(ports.files)) {
      expect([file, content]).toEqual([file, expect.stringContaining('***:Get')]);
      expect([file, content]).toEqual([file, expect.not.stringContaining('hush-hush')]);
    }
  });

  it('show a finding at the statement in the file of the repository', async () => {
    const workspace = await mkdtemp(join(tmpdir(), 'publish-'));
    const ports = new FakePorts({ 'sarif-file': 'access.sarif', 'extra-statements': 'extra.json' });
    ports.environment = { GITHUB_WORKSPACE: workspace };
    await writeFile(join(workspace, 'extra.json'), JSON.stringify([allow('iam:PassRole', '*')], undefined, 2));
    const { request } = readRequest(ports);
    const plan = planOf(request!, '123456789012');
    const report = completed('preview', access({ policy: { after: plan.component.args.policy } }));
    await publish(report, { request, plan, thread: threadOf(ports, request) }, ports);
    await rm(workspace, { recursive: true });

    const { results } = JSON.parse(ports.files[join(workspace, 'access.sarif')]!).runs[0];
    const [result] = results.filter(({ ruleId }: { ruleId: string }) => ruleId === 'pass-any-role');
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'extra.json' },
      region: { startLine: 2 },
    });
  });

  it('show a finding in the workflow that ran', async () => {
    const ports = await published(completed('preview', newAccess()), FILES, (fake) => {
      fake.environment = { GITHUB_WORKFLOW_REF: 'acme/churn/.github/workflows/access.yml@refs/heads/main' };
    });
    const [result] = JSON.parse(ports.files[SARIF]!).runs[0].results;
    expect(JSON.stringify(result.locations)).toContain('.github/workflows/access.yml');
  });
});

describe('a secret', () => {
  it.each(['info', 'error', 'summary'])('is not in what is sent to %s', async (port) => {
    const ports = new FakePorts();
    ports.secrets = ['hush-hush'];
    const { request } = readRequest(ports);
    const report = failed('up', { reason: 'backend', message: 'It said hush-hush.', hint: 'Hm, hush-hush.' });
    await publish(report, { request, plan: planOf(request!, '123456789012'), thread: threadOf(ports, request) }, ports);
    expect(ports.sentTo(port).join()).toMatch(/It said (\\?\*){3}/);
    expect(ports.sentTo(port).join()).not.toContain('hush-hush');
    expect(ports.api.comments[0]!.body).toMatch(/It said (\\?\*){3}/);
    expect(ports.api.comments[0]!.body).not.toContain('hush-hush');
  });
});

describe('the comment', () => {
  it.each<[string, GivenInputs, Report, number]>([
    ['is there where something changes', {}, completed('preview', newAccess()), 1],
    ['is not there where nothing changes', {}, completed('preview'), 0],
    ['is there all the same if it is to be there always', { comment: 'always' }, completed('preview'), 1],
    ['is never there if it is not to be there', { comment: 'never' }, completed('preview', newAccess()), 0],
    [
      'is never there if it is not to be there, although the inputs are invalid',
      { comment: 'never', region: 'moon-1' },
      invalidInput({ name: 'region', expected: 'a region' }),
      0,
    ],
  ])('%s', async (_, inputs, report, count) => {
    expect((await published(report, inputs)).api.comments).toHaveLength(count);
  });

  it('goes to the pull request that comment-pr-number names', async () => {
    const ports = await published(completed('preview', newAccess()), { 'comment-pr-number': '42' }, (fake) => {
      jest.spyOn(fake.api, 'createComment');
    });
    expect(ports.api.createComment).toHaveBeenCalledWith(42, expect.anything());
  });

  it('is written with the token that is given', async () => {
    const ports = await published(completed('preview', newAccess()), { 'github-token': 'ghs_other' });
    expect(ports.sentTo('pullRequests')).toEqual(['ghs_other']);
  });

  it.each<[GivenInputs, string[]]>([
    [{ 'require-approval': 'any-change' }, ['other']],
    [{ 'require-approval': 'any-change', 'approval-label': 'other' }, ['iam-approved']],
    [{ 'require-approval': 'never' }, ['iam-approved', 'other']],
  ])('takes off the label that approved something else, with %j', async (inputs, left) => {
    const ports = await published(completed('preview', newAccess()), inputs, ({ api }) => {
      api.labelNames = ['iam-approved', 'other'];
    });
    expect(ports.api.labelNames).toEqual(left);
  });
});

it('names the comment in an output', async () => {
  const { api, outputs } = await published(completed('preview', newAccess()));
  expect(outputs['comment-url']).toBe(api.comments[0]!.url);
});

it('marks the comment with the stack and its backend, without what may be secret in its address', async () => {
  const { api } = await published(completed('preview', newAccess()), {
    'backend-url': 's3://pulumi-state/team?region=us-west-2',
    'require-approval': 'broadening',
  });
  expect(parseMarker(api.comments[0]!.body)).toEqual({
    stack: 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012',
    backend: 's3://pulumi-state/team',
    shows: expect.stringMatching(/^[0-9a-f]{64}( [0-9a-f]{64}){2}$/),
  });
});

describe('a secret in what the comment is found by', () => {
  const INPUTS = { 'stack-name': 'of-hush-hush', 'backend-url': 's3://state/hush-hush' };
  const withSecret = (ports: FakePorts) => void (ports.secrets = ['hush-hush']);

  it('is not in the marker, and the next run finds the comment all the same', async () => {
    const first = await published(completed('preview', newAccess()), INPUTS, withSecret);
    const { body } = first.api.comments[0]!;
    expect(body).not.toContain('hush-hush');
    expect(parseMarker(body)).toMatchObject({ backend: 's3://state/***' });
    const second = await published(completed('preview'), INPUTS, (ports) => {
      withSecret(ports);
      ports.api.add('github-actions[bot]', body);
    });
    expect(second.api.calls).toEqual(['update 1']);
  });

  it('is written over where an earlier version has left it', async () => {
    const before = await published(completed('preview', newAccess()), INPUTS);
    expect(before.api.comments[0]!.body).toContain('hush-hush');
    const after = await published(completed('preview', newAccess()), INPUTS, (ports) => {
      withSecret(ports);
      ports.api.add('github-actions[bot]', before.api.comments[0]!.body);
    });
    expect(after.api.calls).toEqual(['update 1']);
    expect(after.api.comments[0]!.body).not.toContain('hush-hush');
  });
});

it('takes over the comment of a run that did not get as far as the stack', async () => {
  const inputs = { region: 'moon-1' };
  const before = await published(invalidInput({ name: 'region', expected: 'a region' }), inputs);
  const [comment] = before.api.comments;
  expect(parseMarker(comment!.body)).toEqual({ stack: 'churn-prod', backend: 'unresolved' });

  const after = await published(completed('preview', newAccess()), {}, ({ api }) => {
    api.add('github-actions[bot]', comment!.body);
  });
  expect(after.api.comments).toHaveLength(1);
  expect(after.api.calls).toEqual(['update 1']);
});

it('comments on the pull request that comment-pr-number names, even where other inputs are invalid', async () => {
  const inputs = { region: 'moon-1', 'comment-pr-number': '42' };
  const ports = await published(invalidInput({ name: 'region', expected: 'a region' }), inputs, (fake) => {
    fake.event = { name: 'push', payload: {} };
    jest.spyOn(fake.api, 'createComment');
  });
  expect(ports.api.createComment).toHaveBeenCalledWith(42, expect.anything());
});

it.each<[string, Report, string[], string[]]>([
  [
    'each invalid input',
    invalidInput({ name: 'bucket', expected: 'a value' }, { name: 'region', value: 'x', expected: 'a region' }),
    ['bucket: expected a value | Invalid input', 'region: expected a region, but got x | Invalid input'],
    [],
  ],
  [
    'a failure without a hint',
    failed('up', { reason: 'internal', message: 'Oops.' }),
    ['Oops. | Failed to apply: an error in the Action itself · churn-prod'],
    [],
  ],
  [
    'that nobody approved it on GitHub',
    completed('up', access({ approval: { state: 'without-github', reason: 'GitHub is down.' } })),
    [],
    ['GitHub is down. | Nobody approved this on GitHub'],
  ],
  [
    'what the role that runs up may not do',
    completed('preview', access({ verification: VERIFIED[0] })),
    [],
    [
      'arn:aws:iam::123456789012:role/deploy may not do what this change needs: iam:TagRole. The report has the statements that allow it. | up would be denied',
    ],
  ],
  [
    'what AWS says otherwise once it is applied',
    completed('up', access({ verification: { simulation: { ...VERIFIED[0]!.simulation!, of: 'role' } } })),
    [],
    ["AWS's simulator says something else than the report of what the role may do: s3:GetObject. | AWS disagrees"],
  ],
  [
    'drift',
    completed('drift', access({ changes: [change(ROLE_TYPE, 'delete', { status: 'drifted' })] })),
    [],
    [
      'Drift: 1 resource was deleted outside of Pulumi; no permission changes; 1 warning · churn-prod in us-west-2 (123456789012) | Drift',
    ],
  ],
  ['nothing where there is no drift', completed('drift'), [], []],
  ['nothing about a preview', completed('preview', newAccess()), [], []],
])('annotates the run with %s', async (_, report, errors, warnings) => {
  const ports = await published(report, { comment: 'never' });
  expect(ports.sentTo('error')).toEqual(errors);
  expect(ports.sentTo('warning')).toEqual(warnings);
});

it('annotates what is let pass, and entries that let nothing pass', async () => {
  const of = newAccess();
  const [finding] = of.assessment!.findings;
  const findings = [finding!, { ...finding!, id: 'pass-any-role', message: 'Too much.', ignored: 'reviewed' }];
  const report = completed('preview', {
    ...of,
    assessment: { ...of.assessment!, findings },
    idleIgnores: ['unknown-action@Read'],
  });
  const ports = await published(report, { comment: 'never' });
  expect(ports.sentTo('notice')).toEqual([
    `Too much. Ignored: reviewed | Ignored: pass-any-role (${finding!.severity})`,
  ]);
  const sentence =
    'There is nothing to ignore for unknown-action@Read. Take the line out of ignore-findings, or correct it.';
  expect(ports.sentTo('warning')).toEqual([`${sentence} | Nothing to ignore`]);
  expect(ports.sentTo('info')).toContain(`Note: ${sentence}`);
  expect(ports.sentTo('summary')[0]).toContain('There is nothing to ignore for ');
});

it('only warns where the summary can not be written', async () => {
  const ports = await published(completed('preview', newAccess()), {}, (fake) => {
    fake.summary = () => Promise.reject(new Error('disk full'));
  });
  expect(ports.sentTo('warning')).toEqual(['The job summary could not be written: disk full']);
  expect(ports.api.comments).toHaveLength(1);
});
