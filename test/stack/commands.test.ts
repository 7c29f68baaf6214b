import type { EngineEvent, PulumiCommand, Stack } from '@pulumi/pulumi/automation';
import { commandError, stackNotFoundError } from './command-errors';
import { both, diagnostic, failed, finished, started, type Step, urnOf } from './engine-events';
import { beginningOf, type HadResource } from '../../src/stack/beginning';
import * as commands from '../../src/stack/commands';
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

const SETTINGS = { stackName: 'churn', refresh: false } as StackSettings;
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

  constructor(
    private readonly events: readonly EngineEvent[] = [],
    private readonly error?: Error,
  ) {}

  private command(name: string) {
    return async ({ onEvent, signal, ...options }: Options) => {
      expect(signal).toBe(cancellation.signal);
      this.asked.push([name, options]);
      for (const event of this.events) onEvent(event);
      if (this.error) throw this.error;
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
const context: commands.StackContext = {
  engine: {} as PulumiCommand,
  folder: '/tmp/engine',
  environment: {},
  signal: cancellation.signal,
  onProgress: ({ status, operation }) => progress.push(`${status} ${operation}`),
  onWaiting: (line) => progress.push(line),
};

beforeEach(() => {
  jest.resetAllMocks();
  progress.length = 0;
  // Until a test says otherwise, there is no stack.
  where('existing', new FakeStack([], stackNotFoundError('churn')));
});

describe('preview', () => {
  it('previews the stack that exists', async () => {
    const stack = where('existing', new FakeStack(both(CREATE)));
    const result = await commands.preview({ ...SETTINGS, refresh: true }, context);
    expect(result).toMatchObject({ changes: [{ operation: 'create', status: 'planned' }] });
    expect(stack.asked).toEqual([['preview', { refresh: true }]]);
    expect(throwawayStack).not.toHaveBeenCalled();
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
      onBeginning?.(resources);
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
    expect(() => onBeginning!([ROLE])).toThrow();
  });

  it('looks at nothing where no preview was judged', async () => {
    where('existing', new FakeStack(both(CREATE)));
    await commands.up(SETTINGS, context);
    expect(jest.mocked(supposedStack).mock.lastCall![0].onBeginning).toBeUndefined();
  });

  it('explains other failures as ever', async () => {
    whereTheStackHas([ROLE], commandError('error: ExpiredToken'));
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
    ...{ changes: [], outside: [], resources: {}, beginning: new Map(), errors: [] },
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
