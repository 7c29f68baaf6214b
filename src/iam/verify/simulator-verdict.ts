import type { ContextEntry } from './context-entry';
import type { SimulatorQuestion } from './simulator-questions';

/** What the simulator says to one action on one resource. */
export interface SimulatorAnswer {
  readonly action: string;
  readonly resource: string;
  readonly context: readonly ContextEntry[];
  readonly isAllowed: boolean;
  /** Condition keys in lower case that policies ask for and that it had no value for. */
  readonly missingKeys: readonly string[];
  /** Whether it is only the permissions boundary that does not allow it. */
  readonly isBeyondBoundary: boolean;
}

/** A request to which AWS says something else than this project. */
export interface Disagreement {
  readonly action: string;
  readonly resources: readonly string[];
  readonly context: readonly ContextEntry[];
  readonly ours: 'allowed' | 'denied';
  readonly aws: 'allowed' | 'denied';
}

export interface SimulatorVerdict {
  /** How many requests AWS has answered that can be compared, and to how many of them it says the same. */
  readonly asked: number;
  readonly agreed: number;
  readonly disagreements: readonly Disagreement[];
  /** Requests without an answer. */
  readonly unanswered: number;
  /** Requests that AWS answered otherwise by values of its own for condition keys, or by a boundary that does not count here. */
  readonly incomparable: number;
}

/** @param isBounded whether a permissions boundary counts in what this project says */
export function simulatorVerdict(
  questions: readonly SimulatorQuestion[],
  answers: readonly SimulatorAnswer[],
  { isBounded }: { readonly isBounded: boolean },
): SimulatorVerdict {
  const known = new Map(answers.map((answer) => [keyOf(answer.action, answer.resource, answer.context), answer]));
  const disagreements: Disagreement[] = [];
  const counts = { agreed: 0, unanswered: 0, incomparable: 0 };
  for (const question of questions) {
    const { action, resources, context, ours } = question;
    const found = resources.map((resource) => known.get(keyOf(action, resource, context)));
    const all = found.filter((answer) => answer !== undefined);
    if (all.length < found.length) {
      counts.unanswered++;
    } else {
      const aws = all.every(({ isAllowed }) => isAllowed) ? 'allowed' : 'denied';
      if (aws === ours) counts.agreed++;
      else if (isIncomparable(question, all, isBounded)) counts.incomparable++;
      else disagreements.push({ action, resources, context, ours, aws });
    }
  }
  return { asked: counts.agreed + disagreements.length, disagreements, ...counts };
}

/** AWS fills in some keys by itself, such as those about the principal: then it was asked something else. */
function isIncomparable(
  { openKeys }: SimulatorQuestion,
  answers: readonly SimulatorAnswer[],
  isBounded: boolean,
): boolean {
  const denials = answers.filter(({ isAllowed }) => !isAllowed);
  if (!isBounded && denials.length > 0 && denials.every(({ isBeyondBoundary }) => isBeyondBoundary)) return true;
  const missing = new Set(answers.flatMap(({ missingKeys }) => missingKeys));
  return openKeys.some((key) => !missing.has(key));
}

function keyOf(action: string, resource: string, context: readonly ContextEntry[]): string {
  return JSON.stringify([action.toLowerCase(), resource, context]);
}
