import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { seedOfCases } from '../cases';
import { type Case, drawCases, type Recording, titleOf } from '../faults/cases';
import { SITUATIONS } from '../faults/matrix';
import { openSlot } from '../faults/slot';
import { tally } from '../tally';

/** How many cases are tried; `all` is every call with every fault, and takes some hours. */
const COUNT = process.env.FAULT_CASES ?? '60';
/** Of them, those in which somebody never answers: each takes minutes. */
const SLOW = 2;
const SLOTS = 2;
/** Milliseconds. */
const TIMEOUT = COUNT === 'all' ? 5 * 3_600_000 : 1_800_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

it(
  'no fault leads to a false green, to lost state, or to words that nobody can use',
  async () => {
    const recordings = await record();
    const cases = chosen(drawCases(recordings, seedOfCases()));
    const broken: string[] = [];
    const play = async (index: number) => {
      let slot = await openSlot(sandbox, `slot-${index}-0`);
      for (let round = 1, each = cases.shift(); each; round++, each = cases.shift()) {
        const { name } = each.situation;
        const { changes } = recordings.find(({ situation }) => situation.name === name)!;
        const { wrong, shown } = await slot.play(each, changes);
        tally(kindOf(each), wrong.length === 0);
        if (wrong.length > 0) broken.push([titleOf(each), ...wrong, shown].join('\n  '));
        if (slot.isSound) continue;
        await slot.close();
        slot = await openSlot(sandbox, `slot-${index}-${round}`);
      }
      await slot.close();
    };
    await Promise.all(Array.from({ length: SLOTS }, (_, index) => play(index)));
    expect(broken.join('\n\n')).toBe('');
  },
  TIMEOUT,
);

/** What each command asks of others without a fault. */
async function record(): Promise<(Recording & { readonly changes: string })[]> {
  const slot = await openSlot(sandbox, 'recorded');
  const recordings = [];
  for (const situation of SITUATIONS) recordings.push(await slot.record(situation));
  await slot.close();
  return recordings;
}

function chosen(cases: readonly Case[]): Case[] {
  if (COUNT === 'all') return [...cases];
  const slow = cases.filter(({ fault }) => fault.isSlow).slice(0, SLOW);
  const others = cases.filter(({ fault }) => !fault.isSlow);
  return [...slow, ...others.slice(0, Number(COUNT) - slow.length)];
}

function kindOf(each: Case): string {
  return each.kind === 'process'
    ? `Faults of processes: ${each.fault.program}`
    : `Faults of requests to ${each.call.to}`;
}
