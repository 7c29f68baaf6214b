import { ALL_LETTERS, ASCII_LETTERS } from './letters';
import { PARTITIONS } from '../../aws/partition';

/**
 * Reads a name letter by letter, so that a search can be kept to valid names. What it does not look at (the greatest length,
 * names that AWS keeps for itself) is checked when a name is complete.
 */
export interface Machine {
  /** Whether there are only a few names, so that every letter may lead elsewhere. */
  readonly hasFewNames?: boolean;
  /** From 0, the start; `undefined` if no valid name goes on like this. */
  next(state: number, letter: number): number | undefined;
  accepts(state: number): boolean;
  /** Letters to go on with, the first ones for preference: all that are possible, and perhaps some that are not. */
  letters(state: number): readonly number[];
}

const ALPHANUMERIC = /[a-zA-Z0-9]/;
const LOWER_OR_DIGIT = /[a-z0-9]/;

const DIGITS = [...'0123456789'].map(codeOf);

/** An account that AWS's own examples use. */
const ACCOUNT_ID = '111122223333';

/** Regions that wildcards may stand for, the first ones for preference. */
const REGIONS = [
  ...['us-east-1', 'us-west-2', 'us-east-2', 'us-west-1', 'eu-west-1', 'eu-central-1', 'eu-north-1', 'ap-northeast-1'],
  ...['ap-southeast-1', 'ap-south-1', 'ca-central-1', 'sa-east-1', 'cn-north-1', 'us-gov-west-1'],
];

/** One of a few words. */
function words(options: readonly string[]): Machine {
  const prefixes = new Map<string, number>([['', 0]]);
  const texts = [''];
  for (const option of options) {
    for (let length = 1; length <= option.length; length++) {
      const prefix = option.slice(0, length);
      if (!prefixes.has(prefix)) prefixes.set(prefix, texts.push(prefix) - 1);
    }
  }
  const next = (state: number, letter: number) => prefixes.get(texts[state]! + String.fromCharCode(letter));
  const following = texts.map((text) =>
    texts
      .filter((other) => other.length === text.length + 1 && other.startsWith(text))
      .map((other) => codeOf(other.slice(-1))),
  );
  const complete = new Set(options.map((option) => prefixes.get(option)!));
  return { next, accepts: (state) => complete.has(state), letters: (state) => following[state]!, hasFewNames: true };
}

/** Names that start and end with a letter or digit; what else stands between is up to `inner`, given the letter before. */
function bounded(
  edge: RegExp,
  inner: (letter: string, before: 'edge' | 'hyphen' | 'dot') => boolean,
  shortest: number,
): Machine {
  const KINDS = ['edge', 'hyphen', 'dot'] as const;
  // A state is the length, as far as it matters, and the kind of the last letter.
  return {
    next: (state, code) => {
      const letter = String.fromCharCode(code);
      const length = Math.min(Math.floor(state / KINDS.length) + 1, shortest);
      if (edge.test(letter)) return length * KINDS.length;
      if (state === 0 || !inner(letter, KINDS[state % KINDS.length]!)) return undefined;
      return length * KINDS.length + (letter === '.' ? 2 : 1);
    },
    accepts: (state) => state >= shortest * KINDS.length && state % KINDS.length === 0,
    letters: () => ASCII_LETTERS,
  };
}

function ofLetters(isLetter: RegExp, letters = ASCII_LETTERS): Machine {
  return {
    next: (_, code) => (isLetter.test(String.fromCharCode(code)) ? 1 : undefined),
    accepts: (state) => state === 1,
    letters: () => letters,
  };
}

const ACCOUNT: Machine = {
  next: (state, code) => (state < ACCOUNT_ID.length && DIGITS.includes(code) ? state + 1 : undefined),
  accepts: (state) => state === ACCOUNT_ID.length,
  letters: (state) => [...ACCOUNT_ID.slice(state, state + 1), ...'0123456789'].map(codeOf),
};

const ENDPOINT_NAME = bounded(ALPHANUMERIC, (letter) => letter === '-', 1);
const BUCKET_NAME = bounded(
  LOWER_OR_DIGIT,
  (letter, before) => letter === '-' || (letter === '.' && before !== 'dot'),
  3,
);
const KEY = ofLetters(/[^\p{Cc}*?]/u, ALL_LETTERS);
const NAME = ofLetters(/[\w+=,.@-]/);

const MACHINES: Readonly<Record<string, Machine>> = {
  Partition: words(PARTITIONS),
  Account: ACCOUNT,
  BucketName: BUCKET_NAME,
  ObjectName: KEY,
  EndpointName: ENDPOINT_NAME,
  EndpointConfigName: ENDPOINT_NAME,
  ModelName: ENDPOINT_NAME,
  RoleNameWithPath: ofLetters(/[\w+=,.@/-]/),
  Resource: ofLetters(/[^\p{Cc}*?\s]/u, ALL_LETTERS),
};
const ANYTHING = ofLetters(/[^]/, ALL_LETTERS);
const ANY_NAME = ofLetters(/[^:/]/, ALL_LETTERS);

/** @param placeholder as the service authorization reference calls it: `BucketName`. `Resource` is the whole last field. */
export type MachineFor = (placeholder: string) => Machine;

/** Takes all names, also those that can't exist as far as is known today. */
export const anyName: MachineFor = (placeholder) => {
  switch (placeholder) {
    case 'Resource':
    case 'ObjectName':
      return ANYTHING;
    default:
      return ANY_NAME;
  }
};

/** @param regions that policies name, which are taken as valid */
export function machinesWith(regions: readonly string[]): MachineFor {
  const region = words([...REGIONS, ...regions]);
  return (placeholder) => (placeholder === 'Region' ? region : (MACHINES[placeholder] ?? NAME));
}

function codeOf(letter: string): number {
  return letter.charCodeAt(0);
}
