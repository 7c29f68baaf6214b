/**
 * How sure it is that a request exists which is allowed in one document only:
 * - `certain`: what must not hold can't hold, or is known not to follow from what must
 * - `likely`: the conditions are about different keys, or stand together in a statement, so that one does not follow from
 *   the other by itself
 * - `open`: they are about the same key, and nothing is known of how they relate
 */
export type Confidence = (typeof CONFIDENCES)[number];

const CONFIDENCES = ['open', 'likely', 'certain'] as const;

export function rank(confidence: Confidence): number {
  return CONFIDENCES.indexOf(confidence);
}

/** @returns `undefined` if there is none */
export function best(confidences: readonly (Confidence | undefined)[]): Confidence | undefined {
  return confidences.reduce<Confidence | undefined>(
    (chosen, each) => (each && (!chosen || rank(each) > rank(chosen)) ? each : chosen),
    undefined,
  );
}

/** @returns `certain` if there is none */
export function worst(confidences: readonly Confidence[]): Confidence {
  return confidences.reduce<Confidence>((chosen, each) => (rank(each) < rank(chosen) ? each : chosen), 'certain');
}
