import { LAST_CODE_UNIT, textOf, type VariablePart } from '../glob';

/**
 * Letters that stand for the variables of policies, behind all characters. A variable is taken as a text of its own that is
 * like no other text, because its value is known only when a request is made.
 */
export interface VariableLetters {
  letterOf(variable: VariablePart): number;
  /** The text of letters, with variables as the policy has them. */
  textOf(letters: readonly number[]): string;
}

export function variableLetters(): VariableLetters {
  const letters = new Map<string, number>();
  const sources = new Map<number, string>();
  return {
    letterOf: ({ key, defaultValue, source }) => {
      const name = JSON.stringify([key.toLowerCase(), defaultValue]);
      const letter = letters.get(name) ?? LAST_CODE_UNIT + 1 + letters.size;
      letters.set(name, letter);
      sources.set(letter, sources.get(letter) ?? source);
      return letter;
    },
    textOf: (text) => text.map((letter) => sources.get(letter) ?? textOf([letter])).join(''),
  };
}
