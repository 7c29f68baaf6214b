import { FakePorts, type GivenInputs } from './fake-ports';
import { planOf } from '../../src/action/plan';
import { publish } from '../../src/action/publish';
import { threadOf } from '../../src/action/thread';
import { parseMarker } from '../../src/github/marker';
import type { Report } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import { access, change, completed, failed, invalidInput, newAccess, ROLE_TYPE } from '../report/samples';

/** Publishes a report on a request that is planned; `inputs` are those of the request. */
async function published(report: Report, inputs: GivenInputs = {}, prepare: (ports: FakePorts) => void = () => {}) {
  const ports = new FakePorts(inputs);
  prepare(ports);
  const { request } = readRequest(ports);
  const plan = request && planOf(request, '123456789012');
  await publish(report, { request, plan, secrets: [], thread: threadOf(ports, request) }, ports);
  return ports;
}

it('writes log, outputs and summary before it asks GitHub', async () => {
  const { sent } = await published(completed('preview', newAccess()));
  const ports = sent.map(([port]) => port);
  expect(ports.indexOf('summary')).toBeGreaterThan(ports.indexOf('info'));
  expect(ports.indexOf('pullRequests')).toBeGreaterThan(ports.indexOf('summary'));
});

it('keeps secrets out of annotations, which masks need not reach', async () => {
  const ports = new FakePorts({ region: 'moon-1' });
  const problem = { name: 'backend-url', value: 's3://b?secret=hush-hush', expected: 's3://BUCKET, not hush-hush' };
  await publish(invalidInput(problem), { secrets: ['hush-hush'], thread: threadOf(ports) }, ports);
  expect(ports.sentTo('error')).toEqual([
    'backend-url: expected s3://BUCKET, not ***, but got s3://b?secret=*** | Invalid input',
  ]);
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
    shows: expect.stringMatching(/^[0-9a-f]{64}$/),
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
    'drift',
    completed('drift', access({ changes: [change(ROLE_TYPE, 'delete', { status: 'drifted' })] })),
    [],
    ['Drift: 1 resource was deleted outside of Pulumi · churn-prod in us-west-2 (123456789012) | Drift'],
  ],
  ['nothing where there is no drift', completed('drift'), [], []],
  ['nothing about a preview', completed('preview', newAccess()), [], []],
])('annotates the run with %s', async (_, report, errors, warnings) => {
  const ports = await published(report, { comment: 'never' });
  expect(ports.sentTo('error')).toEqual(errors);
  expect(ports.sentTo('warning')).toEqual(warnings);
});

it('only warns where the summary can not be written', async () => {
  const ports = await published(completed('preview', newAccess()), {}, (fake) => {
    fake.summary = () => Promise.reject(new Error('disk full'));
  });
  expect(ports.sentTo('warning')).toEqual(['The job summary could not be written: disk full']);
  expect(ports.api.comments).toHaveLength(1);
});
