import type { Expected } from './access-test';
import type { CALLER_TYPES } from './form';
import type { Place } from '../../shared/place-problem';

/** A test as its file has it, with placeholders, and where each part of it is. */
export interface WrittenTest extends Place {
  readonly name: string;
  readonly expect: Expected;
  readonly actions: readonly Written[];
  readonly resources?: readonly Written[];
  readonly except?: readonly Written[];
  readonly context?: readonly WrittenKey[];
  readonly unless?: readonly WrittenKey[];
  readonly principals?: readonly WrittenPrincipal[];
  /** Claims. */
  readonly token?: readonly WrittenKey[];
}

export interface Written extends Place {
  readonly text: string;
}

export interface WrittenKey extends Place {
  readonly key: string;
  /** `null` for none. */
  readonly values: readonly Written[] | null;
}

export interface WrittenPrincipal extends Written {
  readonly type: (typeof CALLER_TYPES)[number];
}
