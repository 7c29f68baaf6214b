import type { Answer } from './answer';

/** Something that goes wrong on the way, or at GitHub. */
export interface Fault {
  /** Which requests it hits; default: all. */
  readonly method?: string;
  readonly path?: RegExp;
  /** How many such requests go by before; default: none. */
  readonly after?: number;
  /** How many of them; default: one. */
  readonly times?: number;
  /** How long the answer takes, in milliseconds. */
  readonly delay?: number;
  /**
   * What comes instead of the real answer. `reset` breaks the connection off, and `lose` as well, but only after it is done;
   * `hang` leaves it open without a word. Default: the real answer.
   */
  readonly answer?: Answer | 'reset' | 'lose' | 'hang';
  /** Answers with a page that has nothing to do with the API, and the status 200. */
  readonly page?: string;
}

/** The faults that are still to come, in the order in which they were added. */
export class Faults {
  private readonly pending: { fault: Fault; before: number; left: number }[] = [];

  add(fault: Fault): void {
    this.pending.push({ fault, before: fault.after ?? 0, left: fault.times ?? 1 });
  }

  clear(): void {
    this.pending.length = 0;
  }

  /** The fault that hits this request, if one does. It is used up by it. */
  take(method: string, path: string): Fault | undefined {
    const meant = this.pending.filter(
      ({ fault, left }) =>
        left > 0 && (fault.method === undefined || fault.method === method) && (fault.path?.test(path) ?? true),
    );
    const hit = meant.find(({ before }) => before === 0);
    for (const each of meant) if (each.before > 0) each.before--;
    if (hit) hit.left--;
    return hit?.fault;
  }
}
