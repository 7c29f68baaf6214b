import { type CallName, CALLS, NOT_CARRIED_OUT, OTHERS, OWN, REFUSED } from './permission-calls';
import type { Credentials, LocalAws } from '../../sandbox/aws/local-aws';
import { makeCalls, type PythonCall } from '../../sandbox/aws/make-calls';

/** The calls of somebody who has a role, from the first to the last. */
export interface Sequence {
  /** What others have done before. */
  readonly before?: readonly CallName[];
  /** All that the role may do. */
  readonly calls: readonly CallName[];
  /** Calls that have to be about everything, because nothing narrower can be named. */
  readonly onEverything?: readonly CallName[];
}

const NAMES = Object.keys(CALLS) as CallName[];

/**
 * Makes the calls in a session of the role, then all the others, and the same about what is not the role's.
 *
 * @param services of which to make the others; each that the emulator has not seen before takes it seconds
 */
export async function expectSequence(
  aws: LocalAws,
  session: Credentials,
  sequence: Sequence,
  services?: readonly string[],
): Promise<void> {
  const { before = [], calls } = sequence;
  const prepared = await makeCalls(aws, aws.admin, before.map(own));
  expect(prepared.filter((outcome) => outcome.startsWith('denied'))).toEqual([]);

  const strangers = deniedIn(sequence).filter(({ call }) => services?.includes(call.service) ?? true);
  const outcomes = await makeCalls(aws, session, [...calls.map(own), ...strangers.map(({ call }) => call)]);
  expect(calls.map((name, place) => [name, expectedIfAllowed(name, outcomes[place]!)])).toEqual(
    calls.map((name) => [name, 'allowed']),
  );
  expect(strangers.map(({ what }, place) => [what, outcomes[calls.length + place]!.split(':')[0]])).toEqual(
    strangers.map(({ what }) => [what, 'denied']),
  );
}

function own(name: CallName): PythonCall {
  return CALLS[name](OWN);
}

/** What the emulator can't do fails for those as well who may ask for it. */
function expectedIfAllowed(name: CallName, outcome: string): string {
  const expected = NOT_CARRIED_OUT.includes(name)
    ? ['not carried out']
    : ['allowed', ...(REFUSED[name] ?? []).map((code) => `refused: ${code}`)];
  return expected.includes(outcome) ? 'allowed' : outcome;
}

function deniedIn({ calls, onEverything = [] }: Sequence): { readonly what: string; readonly call: PythonCall }[] {
  const actions = calls.map(actionOf);
  const others = NAMES.filter(
    (name) => !calls.includes(name) && !(isWaiting(name) && actions.includes(actionOf(name))),
  );
  const elsewhere = [...new Set(calls)].filter((name) => !onEverything.includes(name) && isAboutSomething(name));
  return [
    ...others.map((name) => ({ what: name, call: own(name) })),
    ...elsewhere.map((name) => ({ what: `${name}, elsewhere`, call: CALLS[name](OTHERS) })),
  ];
}

function isAboutSomething(name: CallName): boolean {
  return JSON.stringify(own(name)) !== JSON.stringify(CALLS[name](OTHERS));
}

/** A waiter only asks until it has the answer that it waits for. */
function isWaiting(name: CallName): boolean {
  return name.startsWith('sagemaker:DescribeEndpoint until');
}

/** @returns the action that a call needs */
export function actionOf(name: CallName): string {
  return name.split(' ')[0]!;
}
