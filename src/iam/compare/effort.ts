/** The work that a comparison may still do: there are documents that no time is enough for. */
export interface Effort {
  readonly isSpent: boolean;
  /** @returns whether there was as much left; if not, there is nothing left from then on */
  spend(steps: number): boolean;
}

export function effortOf(steps: number): Effort {
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
