import { ENOUGH, FakePorts } from './fake-ports';
import { planOf } from '../../src/action/plan';
import { run } from '../../src/action/run';
import { runCommand } from '../../src/action/run-command';
import { parseMarker } from '../../src/github/marker';
import { readRequest } from '../../src/request/read-request';
import { access, completed, failed, newAccess, TARGET } from '../report/samples';

/** In place of AWS and of the engine, which a unit test can't have. */
jest.mock('../../src/action/run-command', () => ({ runCommand: jest.fn() }));
const fakeRunCommand = jest.mocked(runCommand);

const SECRET = { ...TARGET, endpoint: 'hush-hush' };

describe('with invalid inputs', () => {
  const invalid = { region: 'moon-1', 'pulumi-version': 'latest' };

  it('runs nothing, and says what is wrong in the log, the summary and the outputs', async () => {
    const ports = new FakePorts({ ...invalid, comment: 'never' });
    expect(await run(ports)).toBe(false);

    expect(fakeRunCommand).not.toHaveBeenCalled();
    expect(ports.outputs).toEqual({ 'failure-reason': 'invalid-input', 'comment-url': '' });
    expect(ports.sentTo('error')).toEqual([
      'region: expected an AWS region such as us-west-2, but got moon-1 | Invalid input',
      expect.stringMatching(/^pulumi-version: expected a version such as [\d.]+, but got latest \| Invalid input$/),
    ]);
    expect(ports.sentTo('info')[0]).toBe('Nothing ran: 2 inputs can’t be used · churn-prod');
    expect(ports.sentTo('summary')).toEqual([expect.stringContaining('moon-1')]);
    expect(new Set(ports.sent.map(([port]) => port))).toEqual(new Set(['info', 'error', 'summary']));
  });

  it('touches no network but that of the comment', async () => {
    const ports = new FakePorts(invalid);
    expect(await run(ports)).toBe(false);

    expect(ports.sentTo('tools')).toEqual([]);
    expect(ports.sentTo('pullRequests')).toEqual(['ghs_token']);
    expect(ports.api.comments).toEqual([expect.objectContaining({ body: expect.stringContaining('moon-1') })]);
    expect(ports.outputs).toEqual({
      'failure-reason': 'invalid-input',
      'comment-url': ports.api.comments[0]!.url,
    });
  });

  it('tells of an input that can not be read once, although it is checked with its default as well', async () => {
    const ports = new FakePorts({ ...ENOUGH, endpoint: '' });
    await run(ports);
    expect(ports.sentTo('error')).toEqual(['endpoint: expected a value, such as churn-prod | Invalid input']);
  });

  it('does not throw because of a backend that is no proper address', async () => {
    const ports = new FakePorts({ 'backend-url': 'https://me:100%@pulumi.acme.dev' });
    expect(await run(ports)).toBe(false);
  });
});

describe('a fault that nobody foresaw', () => {
  it('is reported everywhere as what it is, and not thrown', async () => {
    fakeRunCommand.mockRejectedValue(new TypeError('x is undefined'));
    const ports = new FakePorts({ command: 'up' });
    expect(await run(ports)).toBe(false);
    expect(ports.outputs).toMatchObject({ 'failure-reason': 'internal' });
    expect(ports.sentTo('summary')).toEqual([
      expect.stringContaining('Failed to apply: an error in the Action itself'),
    ]);
    expect(ports.sentTo('error')).toEqual([
      expect.stringMatching(/fault of the Action itself: x is undefined .*report it/),
    ]);
    expect(ports.sentTo('debug')).toEqual([expect.stringMatching(/^TypeError: x is undefined\n +at /)]);
    expect(ports.sentTo('info').join()).not.toContain(' at ');
  });

  it('of the runner names the runner', async () => {
    const ports = new FakePorts();
    ports.output = () => {
      throw new Error('Missing file at path: /outputs');
    };
    expect(await run(ports)).toBe(false);
    expect(ports.sentTo('error')).toEqual([
      expect.stringContaining("The output failure-reason can't be written: Missing file"),
    ]);
    expect(ports.sentTo('summary')).toEqual([expect.stringContaining('the runner could not do its part')]);
  });
});

describe('with valid inputs', () => {
  it('counts as killed until it says how it ended, and notes what it is about to say', async () => {
    const ports = new FakePorts();
    fakeRunCommand.mockImplementation(async () => {
      expect(ports.outputs).toEqual({ 'failure-reason': 'killed' });
      expect(ports.saved).toEqual({ begun: expect.stringMatching(/^\d{4}-.*Z$/) });
      return { report: completed('preview', newAccess()) };
    });
    expect(await run(ports)).toBe(true);
    expect(ports.outputs['failure-reason']).toBe('');
    expect(ports.saved.result).toContain('Preview: ');
  });

  it('succeeds where the command does', async () => {
    fakeRunCommand.mockResolvedValue({ report: completed('preview', newAccess()) });
    const ports = new FakePorts();
    expect(await run(ports)).toBe(true);
    expect(fakeRunCommand).toHaveBeenCalledWith(
      expect.objectContaining({ command: 'preview' }),
      expect.objectContaining({ run: ports.run }),
      expect.objectContaining({ versionOnPath: expect.any(Promise) }),
    );
    expect(ports.outputs).toMatchObject({ 'change-summary': '{"create":3}', 'failure-reason': '' });
    expect(ports.sentTo('error')).toEqual([]);
  });

  it('asks GitHub no second time for what was asked while the engine ran', async () => {
    fakeRunCommand.mockImplementation(async (_request, _ports, { asides }) => {
      for (const aside of asides) aside();
      expect(ports.sentTo('pullRequests')).toEqual(['ghs_token']);
      return { report: completed('preview', newAccess()) };
    });
    const ports = new FakePorts();
    expect(await run(ports)).toBe(true);
    expect(ports.sentTo('pullRequests')).toEqual(['ghs_token']);
    expect(ports.outputs['comment-url']).toBe(ports.api.comments[0]!.url);
  });

  it('comments on the stack of the plan', async () => {
    const ports = new FakePorts();
    const plan = planOf(readRequest(ports).request!, '123456789012');
    fakeRunCommand.mockResolvedValue({ report: completed('preview', newAccess()), plan });
    await run(ports);
    expect(parseMarker(ports.api.comments[0]!.body)?.stack).toBe(plan.stack);
  });

  it('has no secret in its outputs, nor in what it notes', async () => {
    const ports = new FakePorts();
    ports.secrets = ['hush-hush'];
    fakeRunCommand.mockImplementation(async () => ({
      report: failed('up', { reason: 'backend', message: 'hush-hush' }, access({ stack: 'hush-hush', target: SECRET })),
    }));
    await run(ports);
    expect(JSON.stringify([ports.outputs, ports.saved])).not.toContain('hush-hush');
    expect(ports.saved.result).toContain('***');
  });

  it('fails where the command does', async () => {
    fakeRunCommand.mockResolvedValue({
      report: failed('up', { reason: 'backend', message: 'The state is gone.', hint: 'Look for it.' }, access()),
    });
    const ports = new FakePorts();
    expect(await run(ports)).toBe(false);
    expect(ports.outputs).toMatchObject({ 'failure-reason': 'backend' });
    expect(ports.sentTo('error')).toEqual([
      expect.stringMatching(/^The state is gone\. Look for it\. \| Failed to apply/),
    ]);
  });
});
