import type { EngineEvent, PulumiCommand, Stack } from '@pulumi/pulumi/automation';
import { commandError, concurrentUpdateError, stackAlreadyExistsError, stackNotFoundError } from './command-errors';
import { both, diagnostic, failed, finished, started, type Step, urnOf } from './engine-events';
import { LOCKED } from './lock/samples';
import { RunFailure } from '../../src/failure';
import { beginningOf, type HadResource } from '../../src/stack/beginning';
import * as commands from '../../src/stack/commands';
import type { StackContext } from '../../src/stack/execute';
import { SINGLE } from '../../src/stack/parts';
import type { StackSettings } from '../../src/stack/settings';
import { newStack, supposedStack, throwawayStack, type Workspace } from '../../src/stack/workspace';
import { property, ROLE_TYPE } from '../report/samples';

/** In place of Pulumi's workspace, which needs an engine. */
jest.mock('../../src/stack/workspace', () => ({
  ...jest.requireActual('../../src/stack/workspace'),
  newStack: jest.fn(),
  supposedStack: jest.fn(),
  throwawayStack: jest.fn(),
}));

const BACKEND = { url: 's3://state', isLocal: false, isPulumiCloud: false };
const SETTINGS = {
  stackName: 'churn',
  backend: BACKEND,
  refresh: false,
  components: [{ name: SINGLE }],
} as unknown as StackSettings;
const CREATE: Step = { op: 'create', type: ROLE_TYPE, new: { inputs: { name: 'churn' } } };

type Options = { onEvent: (event: EngineEvent) => void; signal: AbortSignal; refresh?: boolean; remove?: boolean };

/** A stack that only has the events that its engine is said to send, and remembers what was asked of it. */
class FakeStack {
  readonly asked: [command: string, options: Partial<Options>][] = [];
  readonly up = this.command('up');
  readonly preview = this.command('preview');
  readonly destroy = this.command('destroy');
  readonly previewRefresh = this.command('previewRefresh');
  readonly previewDestroy = this.command('previewDestroy');
  readonly refresh = this.command('refresh');
  readonly imported: object[] = [];
  /** What a run before was interrupted at. */
  pending: object[] = [];

  constructor(
    private readonly events: readonly EngineEvent[] = [],
    private readonly error?: Error,
    private readonly isFinished = true,
  ) {}

  async exportStack() {
    return { version: 3, deployment: { resources: [{ urn: urnOf(ROLE_TYPE) }], pending_operations: this.pending } };
  }

  async importStack(state: object) {
    this.imported.push(state);
  }

  private command(name: string) {
    return async ({ onEvent, signal, ...options }: Options) => {
      signal.addEventListener('abort', () => this.asked.push(['abort', {}]));
      this.asked.push([name, options]);
      for (const event of this.events) onEvent(event);
      if (this.error) throw this.error;
      if (this.isFinished) onEvent({ summaryEvent: {} } as EngineEvent);
    };
  }
}

function where(place: 'existing' | 'new' | 'throwaway', stack: FakeStack): FakeStack {
  const fakes = { existing: supposedStack, new: newStack, throwaway: throwawayStack };
  jest.mocked(fakes[place]).mockResolvedValue(stack as unknown as Stack);
  return stack;
}

const cancellation = new AbortController();
const progress: string[] = [];
const context: StackContext = {
  engine: {} as PulumiCommand,
  folder: '/tmp/engine',
  environment: {},
  signal: cancellation.signal,
  onProgress: ({ status, operation }) => progress.push(`${status} ${operation}`),
  lookAgain: async () => undefined,
  onWaiting: (line) => progress.push(line),
  locks: {
    timeout: 0,
    holderOf: async () => ({ words: 'Which run holds it is unknown.', isDead: false, isAlive: false }),
    left: async () => [],
  },
};

beforeEach(() => {
  jest.resetAllMocks();
  progress.length = 0;
  // Until a test says otherwise, there is no stack.
  where('existing', new FakeStack([], stackNotFoundError('churn')));
});

it.each(['preview', 'up', 'destroy', 'previewDestroy', 'drift'] as const)(
  'is not content with an engine that is, and has not told to have finished: %s',
  async (command) => {
    where('existing', new FakeStack(both(CREATE), undefined, false));
    expect(await commands[command](SETTINGS, context)).toMatchObject({ failure: { reason: 'engine-failure' } });
  },
);

describe('preview', () => {
  it('previews the stack that exists', async () => {
    const stack = where('existing', new FakeStack(both(CREATE)));
    const result = await commands.preview({ ...SETTINGS, refresh: true }, context);
    expect(result).toMatchObject({ changes: [{ operation: 'create', status: 'planned' }] });
    expect(stack.asked).toEqual([['preview', { refresh: true }]]);
    expect(throwawayStack).not.toHaveBeenCalled();
  });

  it('does not ask for a stack of which it is known that there is none', async () => {
    where('throwaway', new FakeStack(both(CREATE)));
    expect(await commands.preview(SETTINGS, { ...context, isStackMissing: true })).toMatchObject({
      changes: [{ status: 'planned' }],
      isStackMissing: true,
    });
    expect(supposedStack).not.toHaveBeenCalled();
  });

  it('leaves no stack behind where there is none', async () => {
    where('throwaway', new FakeStack(both(CREATE)));
    expect(await commands.preview(SETTINGS, context)).toMatchObject({
      changes: [{ status: 'planned' }],
      isStackMissing: true,
    });
    expect(newStack).not.toHaveBeenCalled();
  });
});

describe('up', () => {
  it('changes the stack that exists', async () => {
    const stack = where('existing', new FakeStack(both(CREATE)));
    expect(await commands.up(SETTINGS, context)).toMatchObject({ changes: [{ status: 'done' }] });
    expect(stack.asked).toEqual([['up', { refresh: false }]]);
    expect(progress).toEqual(['not-reached create', 'done create']);
    expect(newStack).not.toHaveBeenCalled();
  });

  it('tells what the engine is at while it is silent, and nothing after its end', async () => {
    jest.useFakeTimers();
    const stack = where('existing', new FakeStack([started(CREATE)]));
    const run = stack.up;
    Object.assign(stack, {
      up: async (options: Options) => {
        await run(options);
        jest.advanceTimersByTime(31_000);
      },
    });
    await commands.up(SETTINGS, context);
    jest.advanceTimersByTime(100_000);
    jest.useRealTimers();
    expect(progress).toEqual([
      'not-reached create',
      expect.stringMatching(/^Still waiting after 30 s for: create modelDeploymentRole\./),
    ]);
  });

  it('counts nothing as done that the state could not be told of', async () => {
    const lost = diagnostic('error', 'post-step event returned an error: failed to save snapshot: AccessDenied');
    const exportStack = jest.fn(async () => ({ deployment: { resources: [] } }));
    const stack = where('existing', new FakeStack([...both(CREATE), lost], new Error('exit code 255')));
    Object.assign(stack, { exportStack });
    const result = await commands.up(SETTINGS, context);
    expect(result).toMatchObject({
      changes: [{ status: 'failed', error: 'Made in AWS, but not recorded.' }],
      failure: { reason: 'state-not-written', message: expect.stringContaining('create aws:iam/role:Role') },
    });
    exportStack.mockRejectedValue(new Error('expired'));
    expect((await commands.up(SETTINGS, context)).changes).toMatchObject([
      { status: 'failed', error: expect.stringContaining('is not known') },
    ]);
  });

  it('says nothing of the look for a stack that is not there', async () => {
    where('existing', new FakeStack([diagnostic('error', 'There is no stack.')], stackNotFoundError('churn')));
    where('new', new FakeStack(both(CREATE)));
    const { errors } = await commands.up(SETTINGS, context);
    expect(errors).toEqual([]);
  });

  it('makes the stack where there is none', async () => {
    where('new', new FakeStack(both(CREATE)));
    expect(await commands.up(SETTINGS, context)).toMatchObject({ changes: [{ status: 'done' }] });
  });

  it('tells what was done before it failed, and why it did', async () => {
    const denied = 'AccessDenied: User: x is not authorized to perform: iam:CreateRole';
    where(
      'existing',
      new FakeStack([started(CREATE), diagnostic('error', denied, ROLE_TYPE), failed(CREATE)], commandError('exit')),
    );
    expect(await commands.up(SETTINGS, context)).toMatchObject({
      changes: [{ status: 'failed', error: denied }],
      errors: [denied],
      failure: { reason: 'permission-denied', message: 'AWS denied iam:CreateRole.' },
    });
  });
});

describe('a creation at which a run before was interrupted', () => {
  const pending = [{ type: 'creating', resource: { urn: urnOf(ROLE_TYPE) } }];
  const same: Step = { ...CREATE, op: 'same', old: CREATE.new };
  const warning = diagnostic(
    'warning',
    'Attempting to deploy or update resources with 1 pending operations from previous',
  );

  it.each<[string, EngineEvent[]]>([
    ['it is made', both(CREATE)],
    ['the engine warns of it', [warning, ...both(same)]],
  ])('is settled by an up in which %s, and told', async (_, events) => {
    const stack = Object.assign(where('existing', new FakeStack(events)), { pending });
    const { notes } = await commands.up(SETTINGS, context);
    expect(notes).toEqual([expect.stringContaining('interrupted while it was creating modelDeploymentRole')]);
    expect(stack.imported).toMatchObject([{ deployment: { pending_operations: [] } }]);
  });

  it('is looked for neither where nothing is made, nor in a new stack', async () => {
    const stack = Object.assign(where('existing', new FakeStack(both(same))), { pending });
    await commands.up(SETTINGS, context);
    where('existing', new FakeStack([], stackNotFoundError('churn')));
    where('new', new FakeStack(both(CREATE)));
    await commands.up(SETTINGS, context);
    expect(stack.imported).toEqual([]);
  });

  it('fails nothing where it can not be settled', async () => {
    const stack = Object.assign(where('existing', new FakeStack(both(CREATE))), { pending });
    stack.importStack = () => Promise.reject(commandError('error: the stack is currently locked'));
    const { failure, notes } = await commands.up(SETTINGS, context);
    expect(failure).toBeUndefined();
    expect(notes).toEqual([expect.stringContaining('the stack is currently locked')]);
  });
});

describe('up that may do only what a preview showed', () => {
  const ROLE = { urn: urnOf(ROLE_TYPE), inputs: {}, outputs: { maxSessionDuration: 3600 } };
  const shown = beginningOf([ROLE]);

  /** A stack whose program finds this as it begins; the engine then does nothing, and reports a failure. */
  function whereTheStackHas(resources: readonly HadResource[], error?: Error): FakeStack {
    const stack = new FakeStack(both(CREATE), error);
    jest.mocked(supposedStack).mockImplementation(async ({ onBeginning }) => {
      const { up } = stack;
      Object.assign(stack, { up: (options: Options) => begin(onBeginning, resources, () => up(options)) });
      return stack as unknown as Stack;
    });
    return stack;
  }

  async function begin(
    onBeginning: Workspace['onBeginning'],
    resources: readonly HadResource[],
    up: () => Promise<void>,
  ): Promise<void> {
    try {
      onBeginning?.(resources, SINGLE);
    } catch {
      throw commandError('error: an unhandled error occurred: Program exited with non-zero exit code: -1');
    }
    await up();
  }

  it('does it where the stack is so still', async () => {
    whereTheStackHas([ROLE]);
    const result = await commands.up(SETTINGS, { ...context, shown });
    expect(result).toMatchObject({ changes: [{ status: 'done' }] });
    expect(result.changedSince).toBeUndefined();
  });

  it('does nothing where it is not, and says what became of it', async () => {
    const stack = whereTheStackHas([{ ...ROLE, outputs: { maxSessionDuration: 7200 } }]);
    const result = await commands.up(SETTINGS, { ...context, shown });
    expect(result).toMatchObject({
      changes: [],
      changedSince: [
        { type: ROLE_TYPE, operation: 'update', properties: [property('maxSessionDuration', 3600, 7200)] },
      ],
    });
    expect(stack.asked).toEqual([]);
  });

  it('makes no stack where that is gone meanwhile', async () => {
    where('new', new FakeStack(both(CREATE)));
    const result = await commands.up(SETTINGS, { ...context, shown });
    expect(result.changedSince).toMatchObject([{ type: ROLE_TYPE, operation: 'delete' }]);
    expect(newStack).not.toHaveBeenCalled();
  });

  it('makes the stack where there was none, and watches over that as well', async () => {
    where('new', new FakeStack(both(CREATE)));
    expect(await commands.up(SETTINGS, { ...context, shown: new Map() })).toMatchObject({
      changes: [{ status: 'done' }],
    });
    const [{ onBeginning }] = jest.mocked(newStack).mock.lastCall!;
    expect(() => onBeginning!([ROLE], SINGLE)).toThrow();
  });

  it('looks at nothing where no preview was judged', async () => {
    where('existing', new FakeStack(both(CREATE)));
    await commands.up(SETTINGS, context);
    expect(jest.mocked(supposedStack).mock.lastCall![0].onBeginning).toBeUndefined();
  });

  it('explains other failures as ever', async () => {
    whereTheStackHas([ROLE], commandError('error: api error ExpiredToken: The token is expired'));
    expect(await commands.up(SETTINGS, { ...context, shown })).toMatchObject({
      failure: { reason: 'credentials' },
    });
  });
});

describe('up that does not come to what was asked for', () => {
  const UPDATE: Step = {
    op: 'update',
    type: ROLE_TYPE,
    old: { id: 'churn', inputs: { maxSessionDuration: 3600 } },
    new: { id: 'churn', inputs: { maxSessionDuration: 7200 } },
  };

  it('fails, where AWS has something else though the engine is content', async () => {
    const there = { ...UPDATE.new!, outputs: { maxSessionDuration: 3600 } };
    where('existing', new FakeStack([started(UPDATE), finished({ ...UPDATE, new: there })]));
    expect(await commands.up(SETTINGS, context)).toMatchObject({
      changes: [{ status: 'failed', unmet: [{ path: 'maxSessionDuration', before: 3600, after: 7200 }] }],
      failure: { reason: 'not-applied' },
    });
  });

  it('reads the state anew after a failed update, which left its plan there', async () => {
    const stack = where('existing', new FakeStack([started(UPDATE), failed(UPDATE)], commandError('exit')));
    const { notes } = await commands.up(SETTINGS, context);
    expect(stack.asked.map(([command]) => command)).toEqual(['up', 'refresh']);
    // The fake fails whatever it is asked for.
    expect(notes).toEqual([expect.stringMatching(/^The state may have what the failed update was to make/)]);
  });

  it('leaves the state as it is after a failed creation, which left nothing there', async () => {
    const stack = where('existing', new FakeStack([started(CREATE), failed(CREATE)], commandError('exit')));
    expect((await commands.up(SETTINGS, context)).notes).toEqual([]);
    expect(stack.asked.map(([command]) => command)).toEqual(['up']);
  });
});

describe('the preview of destroy', () => {
  it('deletes nothing', async () => {
    const stack = where('existing', new FakeStack(both({ op: 'delete', type: ROLE_TYPE, old: { inputs: {} } })));
    expect(await commands.previewDestroy({ ...SETTINGS, refresh: true }, context)).toMatchObject({
      changes: [{ operation: 'delete', status: 'planned' }],
    });
    expect(stack.asked).toEqual([['previewDestroy', { refresh: true }]]);
  });
});

describe('destroy', () => {
  it('removes the resources, and the stack with them', async () => {
    const stack = where('existing', new FakeStack(both({ op: 'delete', type: ROLE_TYPE, old: { inputs: {} } })));
    expect(await commands.destroy(SETTINGS, context)).toMatchObject({
      changes: [{ operation: 'delete', status: 'done' }],
    });
    expect(stack.asked).toEqual([['destroy', { refresh: false, remove: true }]]);
  });
});

describe('drift', () => {
  it('compares, and changes nothing', async () => {
    const old = { inputs: { name: 'churn' } };
    const stack = where('existing', new FakeStack(both({ op: 'delete', type: ROLE_TYPE, old })));
    expect(await commands.drift(SETTINGS, context)).toMatchObject({ changes: [{ status: 'drifted' }] });
    expect(stack.asked).toEqual([['previewRefresh', {}]]);
  });
});

it.each(['destroy', 'drift'] as const)('%s says that there is no stack, and leaves none behind', async (command) => {
  expect(await commands[command](SETTINGS, context)).toEqual({
    ...{ changes: [], tagged: [], outside: [], resources: {}, beginning: new Map(), components: new Map(), errors: [] },
    isStackMissing: true,
  });
  expect(newStack).not.toHaveBeenCalled();
  expect(throwawayStack).not.toHaveBeenCalled();
});

it.each(['preview', 'up', 'destroy', 'drift'] as const)(
  '%s explains a failure before the engine gets to work',
  async (command) => {
    jest.mocked(supposedStack).mockRejectedValue(commandError('error: could not list bucket: NoSuchBucket'));
    expect(await commands[command](SETTINGS, context)).toMatchObject({
      changes: [],
      failure: { reason: 'backend' },
    });
  },
);

describe('a stack that another run holds', () => {
  const HELD = concurrentUpdateError(LOCKED);
  const OF_ANOTHER: readonly HadResource[] = [{ urn: urnOf(ROLE_TYPE), inputs: {}, outputs: { path: '/' } }];
  const patient = { ...context, locks: { ...context.locks, timeout: 5_000 } };
  beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
  afterEach(() => jest.restoreAllMocks());

  /** What is found at each look for the stack, in order. */
  function found(...stacks: FakeStack[]): void {
    for (const stack of stacks) jest.mocked(supposedStack).mockResolvedValueOnce(stack as unknown as Stack);
  }

  it('is waited for, and then changed once', async () => {
    const [held, free] = [new FakeStack([], HELD), new FakeStack(both(CREATE))];
    found(held, free);
    expect(await commands.up(SETTINGS, patient)).toMatchObject({ changes: [{ status: 'done' }] });
    expect([held.asked.length, free.asked.length]).toEqual([1, 1]);
    expect(progress[0]).toMatch(
      /^The stack is locked by runner@fv-az1 since 2026-01-02T03:04:05Z \(.*\)\. Which run holds it is unknown\. Trying again in 1 s, for 5 s more at most/,
    );
  });

  const HALF_WRITTEN = commandError('error: failed to load checkpoint: EOF');

  it('is waited for where the other run was just writing the state', async () => {
    found(new FakeStack([], HALF_WRITTEN), new FakeStack(both(CREATE)));
    expect((await commands.up(SETTINGS, patient)).failure).toBeUndefined();
  });

  it('is told as one with a damaged state where it stays so', async () => {
    found(new FakeStack([], HALF_WRITTEN));
    expect((await commands.up(SETTINGS, context)).failure).toMatchObject({ reason: 'state-damaged' });
  });

  it('is told with who holds it, where it is not free in time', async () => {
    found(new FakeStack([], HELD));
    expect((await commands.up(SETTINGS, context)).failure).toMatchObject({
      reason: 'stack-locked',
      message: expect.stringContaining('runner@fv-az1'),
      hint: expect.stringContaining(
        'PULUMI_BACKEND_URL=s3://state pulumi cancel --yes --stack organization/model-deployment-iam/churn',
      ),
    });
  });

  it('is freed without the stack, where a lock is all that there is of it', async () => {
    const init = concurrentUpdateError(LOCKED.replace('error: ', 'error: could not create stack: '));
    jest.mocked(newStack).mockRejectedValue(init);
    const { failure } = await commands.up(SETTINGS, context);
    expect(failure).toMatchObject({
      reason: 'stack-locked',
      hint: expect.stringMatching(/: aws s3 rm s3:\/\/state\/\.pulumi\/locks\/\S+\.json$/),
    });
  });

  it('is looked for again where the other run has just made it', async () => {
    const made = new FakeStack(both(CREATE));
    found(new FakeStack([], stackNotFoundError('churn')), made);
    jest.mocked(newStack).mockRejectedValueOnce(stackAlreadyExistsError('churn'));
    expect((await commands.up(SETTINGS, patient)).failure).toBeUndefined();
    expect(made.asked).toHaveLength(1);
  });

  it('is looked at before each try, and what is foreign by then is not run', async () => {
    const swapped = new FakeStack(both(CREATE));
    found(new FakeStack([], HELD), swapped);
    const foreign = new RunFailure('state-foreign', 'The state has what is not ours.');
    const lookAgain = jest.fn().mockResolvedValueOnce(undefined).mockRejectedValueOnce(foreign);
    expect((await commands.up(SETTINGS, { ...patient, lookAgain })).failure).toMatchObject({ reason: 'state-foreign' });
    expect(lookAgain).toHaveBeenCalledTimes(2);
    expect(swapped.asked).toEqual([]);
  });

  it('is found where the other run has made it since it was looked for', async () => {
    const made = where('existing', new FakeStack(both(CREATE)));
    jest.mocked(newStack).mockRejectedValueOnce(stackAlreadyExistsError('churn'));
    expect((await commands.up(SETTINGS, { ...patient, isStackMissing: true })).failure).toBeUndefined();
    expect(made.asked).toHaveLength(1);
  });

  it('stays bound to its preview, which the other run may have overtaken', async () => {
    found(new FakeStack([], stackNotFoundError('churn')), new FakeStack([], HELD));
    jest.mocked(newStack).mockRejectedValueOnce(stackAlreadyExistsError('churn'));
    await commands.up(SETTINGS, { ...patient, shown: beginningOf([]), locks: { ...patient.locks, timeout: 300 } });
    // Each look for the stack has the watch over what is there.
    for (const [workspace] of jest.mocked(supposedStack).mock.calls) {
      expect(() => workspace.onBeginning!(OF_ANOTHER, SINGLE)).toThrow('not as the preview showed it');
    }
  });

  it('is not changed again where the engine had begun', async () => {
    const begun = new FakeStack([started(CREATE)], HELD);
    found(begun, begun);
    expect((await commands.up(SETTINGS, patient)).failure).toMatchObject({ reason: 'stack-locked' });
    expect(begun.asked).toHaveLength(1);
  });

  it.each([
    ['is removed, and nothing is destroyed again', undefined, []],
    ['is left to who has made it anew', commandError('error: refusing: still contains resources'), [/made .* anew/]],
  ])('after everything was destroyed, %s', async (_, refusal, notes) => {
    const DELETE: Step = { op: 'delete', type: ROLE_TYPE, old: { inputs: {} } };
    const removeStack = jest.fn(async () => (refusal ? Promise.reject(refusal) : undefined));
    const stack = Object.assign(new FakeStack(both(DELETE), HELD), { name: 'churn', workspace: { removeStack } });
    found(stack, stack);
    const { failure, changes, notes: said } = await commands.destroy(SETTINGS, patient);
    expect(failure).toBeUndefined();
    expect(changes).toMatchObject([{ operation: 'delete', status: 'done' }]);
    expect(said).toEqual(notes.map((text) => expect.stringMatching(text)));
    expect([stack.asked.length, removeStack.mock.calls]).toEqual([1, [['churn']]]);
  });
});

describe('a lock that this run can not remove', () => {
  const why = 'api error AccessDenied: Access Denied';
  const uuid = '11111111-2222-4333-8444-555555555555';
  const locks = { ...context.locks, timeout: 5_000, left: async () => [{ uuid, why }] };

  it.each([
    ['all was done', undefined],
    ['it is in the way of its own run', concurrentUpdateError(LOCKED)],
  ])('fails the run at once where %s', async (_, error) => {
    where('existing', new FakeStack(error ? [] : both(CREATE), error));
    expect((await commands.up(SETTINGS, { ...context, locks })).failure).toMatchObject({
      reason: 'permission-denied',
      message: expect.stringContaining('s3:DeleteObject'),
    });
  });

  it('is told besides what else went wrong', async () => {
    where('existing', new FakeStack([], commandError('error: Throttling: Rate exceeded')));
    expect((await commands.up(SETTINGS, { ...context, locks })).failure).toMatchObject({
      reason: 'throttled',
      hint: expect.stringContaining('s3:DeleteObject'),
    });
  });
});

it('stops an engine that gets no further, says where it hung, and begins nothing else', async () => {
  process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'engine-silence=0.1';
  const UPDATE: Step = { op: 'update', type: ROLE_TYPE, old: { inputs: {} }, new: { inputs: {} } };
  const stack = where('existing', new FakeStack([started(UPDATE), failed(UPDATE)]));
  const up = stack.up.bind(stack);
  Object.assign(stack, {
    async up(options: Options) {
      await up(options);
      await new Promise((resolve) => setTimeout(resolve, 200));
      throw commandError('error: update canceled');
    },
  });
  const result = await commands.up(SETTINGS, context);
  expect(result).toMatchObject({ failure: { reason: 'timed-out' }, notes: [expect.stringContaining('refresh: true')] });
  expect(stack.asked.map(([command]) => command)).toEqual(['up', 'abort']);
  delete process.env.MODEL_DEPLOYMENT_IAM_DEADLINES;
});

it('tells a cancellation from a failure, and begins nothing else', async () => {
  cancellation.abort();
  const UPDATE: Step = { op: 'update', type: ROLE_TYPE, old: { inputs: {} }, new: { inputs: {} } };
  const stack = where('existing', new FakeStack([started(UPDATE), failed(UPDATE)], commandError('error: canceled')));
  expect((await commands.up(SETTINGS, context)).notes).toEqual([expect.stringContaining('refresh: true')]);
  expect(stack.asked.map(([command]) => command)).toEqual(['up']);

  where('existing', new FakeStack([started(CREATE)], commandError('error: update canceled')));
  expect(await commands.up(SETTINGS, context)).toMatchObject({
    changes: [{ status: 'not-reached' }],
    failure: { reason: 'cancelled' },
  });
});
