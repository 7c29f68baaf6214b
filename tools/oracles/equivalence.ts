import { type Comparison, type Disagreement, idsText } from './comparison';
import { findingsOfPolicy, findingsOfTrust } from '../../src/iam/findings/findings';
import { areEquivalent } from '../../src/iam/policy/canonical';

export interface EquivalenceCases {
  readonly source: string;
  readonly cases: readonly { readonly equivalent: boolean; readonly policy1: string; readonly policy2: string }[];
}

export function compareEquivalence({ source, cases }: EquivalenceCases): Comparison {
  const disagreements = cases.flatMap(({ equivalent, policy1, policy2 }, index): Disagreement[] => {
    const found = areEquivalent(policy1, policy2);
    if (found === equivalent) return [];
    const refused = [policy1, policy2].map(refusalsOf).find((ids) => ids !== '');
    return [
      {
        name: String(index + 1),
        expected: equivalent ? 'the same' : 'different',
        found: found ? 'the same' : 'different',
        explanation: refused && `AWS stores no such document (${refused}), so the two are never compared.`,
      },
    ];
  });
  return {
    title: 'What AWS takes as the same',
    source,
    question: 'Two texts are equivalent, or not.',
    cases: cases.length,
    disagreements,
  };
}

/** @returns why AWS refuses the text, as an identity policy and as a trust policy; empty if it takes it as one of them */
function refusalsOf(text: string): string {
  const refusals = [findingsOfPolicy(text), findingsOfTrust(text)].map((found) =>
    found.filter(({ refusedByAws }) => refusedByAws),
  );
  return refusals.every((found) => found.length > 0) ? idsText(refusals[1]!) : '';
}
