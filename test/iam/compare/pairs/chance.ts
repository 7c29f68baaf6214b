/** https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
const MODULUS = 2_147_483_647;
const MULTIPLIER = 48_271;

/** Draws by chance, the same from the same seed; cheaper than an arbitrary, for very many cases. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = (seed % (MODULUS - 1)) + 1;
  }

  /** @returns a whole number from 0 up to, but not including, the limit */
  below(limit: number): number {
    this.state = (this.state * MULTIPLIER) % MODULUS;
    return this.state % limit;
  }

  /** True once in so many times. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  from<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** @returns between the least and the most of a list, in another order; each at most once */
  some<T>(list: readonly T[], least = 1, most = list.length): T[] {
    const rest = [...list];
    const count = Math.min(list.length, least + this.below(most - least + 1));
    return Array.from({ length: count }, () => rest.splice(this.below(rest.length), 1)[0]!);
  }
}
