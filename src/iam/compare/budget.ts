/** The work that a comparison may still do: there are documents that no time is enough for. */
export interface Budget {
  readonly isSpent: boolean;
  /** @returns whether there was as much left; if not, there is nothing left from then on */
  spend(steps: number): boolean;
}

export function budgetOf(steps: number): Budget {
  let left = steps;
  return {
    spend: (needed) => {
      left -= needed;
      return left >= 0;
    },
    get isSpent() {
      return left < 0;
    },
  };
}
