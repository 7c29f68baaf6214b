import { type Atom, atomOfLine, atomOfMissing, atomOfValue, excludes } from './atom';
import type { WellFormedCondition } from '../policy/well-formed';

/** Conditions that must hold together. None of them is always true. */
export type Clause = readonly Atom[];

/** More than that many values in one statement are taken line by line. */
const MAX_CLAUSES = 64;

/**
 * Takes the conditions of a statement apart into alternatives: it applies where one of the clauses holds. Of the values of a
 * line any will do, and lines must hold together.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function clausesOf(conditions: readonly WellFormedCondition[], variables: boolean): readonly Clause[] {
  let clauses: readonly Clause[] = [[]];
  for (const condition of conditions) {
    const alternatives = alternativesOf(condition, variables, Math.floor(MAX_CLAUSES / Math.max(clauses.length, 1)));
    clauses = clauses.flatMap((clause) =>
      alternatives
        .map((alternative) => distinct([...clause, ...alternative]))
        .filter((both) => !contradictsItself(both)),
    );
  }
  return clauses;
}

/** @returns the same for the same clauses in another order */
export function idOfClauses(clauses: readonly Clause[]): string {
  return JSON.stringify(clauses.map((clause) => JSON.stringify(clause.map(({ id }) => id).sort())).sort());
}

function alternativesOf(condition: WellFormedCondition, variables: boolean, most: number): readonly Clause[] {
  const { quantifier, negated } = condition.operator;
  const values = [...new Set(condition.values)];
  // "All values are among these" and "some value is not" say something about the values together.
  if (quantifier === (negated ? 'any' : 'all')) return [[atomOfLine(condition, variables)]];

  if (values.length > Math.max(most, 1)) return [[atomOfLine(condition, variables)]];
  const atoms = values.flatMap((value) => atomOfValue(condition, value, variables) ?? []);
  if (negated) return [atoms];
  // Where no value is equal to anything, it still holds without the key.
  const holdsOnlyWithout = atoms.length === 0 && quantifier === undefined && condition.operator.ifExists;
  return holdsOnlyWithout ? [[atomOfMissing(condition)]] : atoms.map((atom) => [atom]);
}

function distinct(atoms: Clause): Clause {
  return [...new Map(atoms.map((atom) => [atom.id, atom])).values()];
}

function contradictsItself(clause: Clause): boolean {
  return clause.some((atom, index) => clause.slice(index + 1).some((other) => excludes(atom, other)));
}
