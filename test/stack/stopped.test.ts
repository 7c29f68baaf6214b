import { RunFailure } from '../../src/failure';
import { EngineAbandoned } from '../../src/stack/engine/ended-process';
import { stoppedFailure } from '../../src/stack/stopped';

const RUNNING = new AbortController().signal;
const SILENT = AbortSignal.abort(new RunFailure('timed-out', 'It hung.', { hint: 'Look.' }));
const CANCELLED = AbortSignal.abort();
const KILLED = new EngineAbandoned(true);
const HURRIED = new EngineAbandoned(false);
const ERROR = new Error('update canceled');
const SETTINGS = { stackName: 'churn', backend: { url: 's3://state', isLocal: false, isPulumiCloud: false } };

it.each([
  ['was not stopped', ERROR, RUNNING, RUNNING, undefined],
  ['got no further', ERROR, SILENT, RUNNING, { reason: 'timed-out', message: 'It hung.', hint: 'Look.' }],
  [
    'got no further, and was killed',
    KILLED,
    SILENT,
    RUNNING,
    {
      reason: 'timed-out',
      message: 'It hung. The engine did not end when it was asked to, and was killed.',
      hint: expect.stringContaining(
        'PULUMI_BACKEND_URL=s3://state pulumi cancel --yes --stack organization/model-deployment-iam/churn',
      ),
    },
  ],
  [
    'got no further, and did not wait for what was in flight',
    HURRIED,
    SILENT,
    RUNNING,
    {
      reason: 'timed-out',
      message: 'It hung. What was in flight did not end in time, and was not waited for.',
      hint: expect.not.stringContaining('locked'),
    },
  ],
  ['was cancelled, and ended', ERROR, SILENT, CANCELLED, undefined],
  [
    'was cancelled, and killed',
    KILLED,
    RUNNING,
    CANCELLED,
    {
      reason: 'cancelled',
      message: 'The workflow was cancelled. The engine did not end when it was asked to, and was killed.',
      hint: expect.stringContaining('still be locked'),
    },
  ],
])('tells of an engine that %s', (_, error, silence, cancellation, failure) => {
  const told = stoppedFailure(error, { silence, cancellation }, SETTINGS);
  if (failure) expect(told).toMatchObject(failure);
  else expect(told).toBeUndefined();
});
