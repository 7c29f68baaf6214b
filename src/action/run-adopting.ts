import { makesAnything, takenElsewhere, type Verdict, verdictOn } from './adoption';
import type { Asked } from './ask-aws';
import type { Plan } from './plan';
import { RunFailure } from '../failure';
import type { Request } from '../request/request';
import type { Adoption } from '../stack/adoption';
import type { Change } from '../stack/change';
import type { StackResult } from '../stack/execute';

interface Running {
  readonly request: Request;
  readonly plan: Plan;
  readonly asked: Pick<Asked, 'namesakes' | 'inIam'>;
}

/** What came of a run, and what it took over, or would take over. */
export interface AdoptingResult {
  readonly result: StackResult;
  readonly adoption?: Adoption;
  /** What is taken over and why, in a sentence each. Plain text. */
  readonly notes: readonly string[];
  /** What could not be looked at, in a sentence each. Plain text. */
  readonly unseen: readonly string[];
}

/**
 * Runs a preview; and again with what IAM has already of what it would make, so that it shows what becomes of that. IAM is
 * asked only where something would be made.
 *
 * @param preview runs the engine; with nothing to take over at first
 */
export async function previewAdopting(
  preview: (adoption?: Adoption) => Promise<StackResult>,
  running: Running,
): Promise<AdoptingResult> {
  const first = await preview();
  if (first.failure || !makesAnything(first.changes)) return { result: first, notes: [], unseen: [] };
  const { verdict, unseen } = await look(first.changes, running);
  const { adoption, failure, notes } = verdict;
  if (failure) return { result: { ...first, failure }, notes, unseen };
  if (!adoption) return { result: first, notes, unseen };
  return { result: await preview(adoption), adoption, notes, unseen };
}

interface UpAdopting {
  /** Runs the engine. */
  readonly up: (adoption?: Adoption) => Promise<StackResult>;
  readonly preview: (adoption?: Adoption) => Promise<StackResult>;
  /** What is to be taken over, where the changes were judged or approved before: then nothing else may be done. */
  readonly judged?: { readonly adoption?: Adoption };
}

/**
 * Runs `up`. Where IAM says that a name is taken, and what has it is the stack's own, `up` goes on with that taken over: an
 * answer of AWS was lost, in this run or in one before.
 */
export async function upAdopting({ up, preview, judged }: UpAdopting, running: Running): Promise<AdoptingResult> {
  const first = await up(judged?.adoption);
  if (first.failure?.reason !== 'name-taken') return { result: first, notes: [], unseen: [] };
  const { verdict, unseen } = await look(first.changes, running);
  if (!verdict.adoption) {
    const isUnknown = unseen.length > 0;
    const failure = verdict.failure ?? (isUnknown ? first.failure : takenElsewhere(first.failure, running.plan));
    return { result: { ...first, failure }, notes: [], unseen };
  }
  if (judged) return { result: { ...first, failure: toBeJudged(first.failure) }, notes: [], unseen };
  // What the failed run did not come to, it does not tell.
  const planned = await previewAdopting(preview, running);
  if (planned.result.failure) return { ...planned, result: { ...first, failure: planned.result.failure } };
  return { ...planned, result: afterwards(first, await up(planned.adoption)) };
}

/** It was not there when the change was judged. */
function toBeJudged({ message, details }: RunFailure): RunFailure {
  return new RunFailure('name-taken', message, {
    hint: 'It has the tag of this stack: an answer of AWS was lost. Run `up` again, which takes it over; where changes need an approval, the comment shows it first. What was done is in the state.',
    details,
  });
}

async function look(
  changes: readonly Change[],
  { request, plan, asked }: Running,
): Promise<{ readonly verdict: Verdict; readonly unseen: readonly string[] }> {
  try {
    const [namesakes, inIam] = await Promise.all([asked.namesakes(), asked.inIam()]);
    return { verdict: verdictOn(changes, { ...namesakes, inIam }, request.adopt, plan), unseen: [] };
  } catch (error) {
    const why = (error as Error).message;
    return {
      verdict: { notes: [] },
      unseen: [`Whether IAM has the role and the policy already could not be looked at: ${why}`],
    };
  }
}

/** Two runs as one: what the first has done was done, and what it started from is what was there before. */
function afterwards(first: StackResult, second: StackResult): StackResult {
  const done = first.changes.filter(
    ({ urn, status }) => status === 'done' && !second.changes.some((change) => change.urn === urn),
  );
  const types = new Set(done.map(({ type }) => type));
  const resources = Object.fromEntries(
    Object.entries(second.resources).map(([type, sides]) => [
      type,
      types.has(type) ? { ...sides, before: first.resources[type]?.before } : sides,
    ]),
  );
  const { beginning, outside, formerOutputs, isStackMissing } = first;
  return {
    ...second,
    changes: [...done, ...second.changes],
    resources,
    beginning,
    outside,
    formerOutputs,
    isStackMissing,
  };
}
