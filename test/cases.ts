/** The same as in the oldest of the property tests; nothing else speaks for it. */
const USUAL_SEED = 20261125;

/**
 * How many cases a property test draws, and from which seed. In `npm test` they are the same each time, so that what
 * fails is what was changed; `npm run test:long` draws many more, and others each time.
 *
 * @param count for `npm test`
 */
export function cases(count: number): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: count * timesAsMany(), seed: seedOfCases() };
}

/** How many times as many as in `npm test`, from the environment's CASES_TIMES. */
export function timesAsMany(): number {
  return Number(process.env.CASES_TIMES ?? 1);
}

/** From the environment's CASES_SEED, which a failure names. */
export function seedOfCases(): number {
  return Number(process.env.CASES_SEED ?? USUAL_SEED);
}
