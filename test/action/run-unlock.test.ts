import { FakePorts, type GivenInputs } from './fake-ports';
import { runUnlock } from '../../src/action/run-unlock';
import { readRequest } from '../../src/request/read-request';
import { accountOfCredentials } from '../../src/stack/aws';
import { lockId } from '../../src/stack/lock/lock';
import { writeNote } from '../../src/stack/lock/run-note';
import { stateFilesOf } from '../../src/stack/state/files-of';
import { FakeFiles, LOCK, LOCK_FILE } from '../stack/lock/samples';

/** In place of AWS and of the bucket. */
jest.mock('../../src/stack/aws', () => ({ accountOfCredentials: jest.fn() }));
jest.mock('../../src/stack/state/files-of', () => ({ stateFilesOf: jest.fn() }));

const STACK = 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012';
const PATH = `.pulumi/locks/${STACK}/${LOCK.uuid}.json`;

async function ran(inputs: GivenInputs = {}, prepare: (ports: FakePorts) => void = () => undefined) {
  const files = new FakeFiles();
  files.content.set(PATH, LOCK_FILE);
  await writeNote(files, STACK, LOCK, {
    run: 'https://github.com/acme/churn/actions/runs/41',
    attempt: 2,
    at: LOCK.since,
  });
  jest.mocked(stateFilesOf).mockReturnValue(files);
  jest.mocked(accountOfCredentials).mockResolvedValue('123456789012');
  const ports = new FakePorts({ command: 'unlock', 'lock-id': lockId(LOCK), ...inputs });
  ports.statusOf = async () => 'completed';
  prepare(ports);
  const { request, problems } = readRequest(ports);
  expect(problems).toEqual([]);
  const { report } = await runUnlock(request!, ports);
  return { report, ports, isThere: files.content.has(PATH) };
}

it('removes the lock, and says whose it was and what to look at', async () => {
  const { report, ports, isThere } = await ran();
  expect(isThere).toBe(false);
  expect(report).toMatchObject({
    outcome: 'completed',
    command: 'unlock',
    access: {
      stack: STACK,
      changes: [],
      notes: [expect.stringMatching(/runner@fv-az1 .* removed .*runs\/41, attempt 2/)],
    },
  });
  expect(ports.outputs).toEqual({ stack: STACK });
});

it('leaves the lock to a run that goes on', async () => {
  const { report, isThere } = await ran({}, (ports) => (ports.statusOf = async () => 'in_progress'));
  expect(isThere).toBe(true);
  expect(report).toMatchObject({ outcome: 'failed', failure: { reason: 'stack-locked' } });
});

it('removes what it was told to where GitHub does not know of the run', async () => {
  const refused = Object.assign(new Error('no'), { status: 403 });
  const { report, isThere } = await ran({}, (ports) => (ports.statusOf = async () => Promise.reject(refused)));
  expect([report.outcome, isThere]).toEqual(['completed', false]);
});

it('leaves another lock where it is', async () => {
  const { report, isThere } = await ran({ 'lock-id': lockId({ ...LOCK, pid: 1 }) });
  expect(isThere).toBe(true);
  expect(report).toMatchObject({ outcome: 'failed', failure: { reason: 'stack-locked' } });
});

it('removes nothing once the workflow is cancelled', async () => {
  const { report, isThere } = await ran({}, (ports) => ports.cancellation.abort());
  expect(isThere).toBe(true);
  expect(report).toMatchObject({ outcome: 'failed', failure: { reason: 'cancelled' } });
});

it('looks at no lock with the credentials of another account', async () => {
  const { report, isThere } = await ran({ 'account-id': '210987654321' });
  expect(isThere).toBe(true);
  expect(report).toMatchObject({ outcome: 'failed', failure: { reason: 'credentials' } });
});
