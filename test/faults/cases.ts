import fc from 'fast-check';
import {
  awsCall,
  type Call,
  githubCall,
  PROCESS_FAULTS,
  type ProcessFault,
  REQUEST_FAULTS,
  type RequestFault,
  type Situation,
  SITUATIONS,
} from './matrix';
import { groupBy } from '../../src/shared/group-by';

/** The requests that a run without faults makes, in their order. */
export interface Recording {
  readonly situation: Situation;
  /** As the fault proxy names them. */
  readonly aws: readonly string[];
  readonly github: readonly { readonly method: string; readonly path: string }[];
}

/** One fault in one run. */
export type Case = RequestCase | ProcessCase;

interface RequestCase {
  readonly kind: 'request';
  readonly situation: Situation;
  readonly call: Call;
  /** How many such calls go by before. */
  readonly after: number;
  /** Whether it ends; a fault that does may be got over by trying again. */
  readonly isLasting: boolean;
  readonly fault: RequestFault;
}

interface ProcessCase {
  readonly kind: 'process';
  readonly situation: Situation;
  readonly fault: ProcessFault;
}

/** Such as `up: the 2nd PUT state: lost answer`. */
export function titleOf(each: Case): string {
  const { situation, fault } = each;
  if (each.kind === 'process') return `${situation.name}: ${each.fault.program} ${fault.name}`;
  const { call, after, isLasting } = each;
  return `${situation.name}: ${call.to} ${call.name}, number ${after + 1}${isLasting ? ' and all later ones' : ''}: ${fault.name}`;
}

/**
 * Every call with every fault, and every fault of a process: in which command, at which of the calls and for how long is drawn.
 *
 * @param recordings of each situation
 */
export function drawCases(recordings: readonly Recording[], seed: number): Case[] {
  const made = recordings.flatMap(({ situation, aws, github }) =>
    counted([...aws.map(awsCall), ...github.map(({ method, path }) => githubCall(method, path))]).map((entry) => ({
      situation,
      ...entry,
    })),
  );
  const byCall = groupBy(made, ({ call }) => `${call.to} ${call.name}`);
  const requests = byCall.flatMap((places) =>
    REQUEST_FAULTS.map((fault) =>
      fc.constantFrom(...places).chain(({ situation, call, count }) =>
        fc.record({
          kind: fc.constant('request' as const),
          situation: fc.constant(situation),
          call: fc.constant(call),
          after: fc.nat(count - 1),
          isLasting: fc.boolean(),
          fault: fc.constant(fault),
        }),
      ),
    ),
  );
  const processes = PROCESS_FAULTS.map((fault) =>
    fc.record({
      kind: fc.constant('process' as const),
      situation: fc.constantFrom(...SITUATIONS),
      fault: fc.constant(fault),
    }),
  );
  const all = fc.tuple(...([...requests, ...processes] as fc.Arbitrary<Case>[]));
  const shuffled = all.chain((drawn) => fc.shuffledSubarray(drawn, { minLength: drawn.length }));
  return fc.sample(shuffled, { seed, numRuns: 1 })[0]!;
}

/** Each kind of call once, with how many there are. */
function counted(calls: readonly Call[]): { readonly call: Call; readonly count: number }[] {
  const groups = groupBy(calls, ({ to, name }) => `${to} ${name}`);
  return groups.map((group) => ({ call: group[0]!, count: group.length }));
}
