import type { Account } from './account';
import type { Answer } from './answer';
import type { Repository } from './repository';

/** A request that fits GitHub's description of the operation. */
export interface OperationRequest {
  /** The whole address that was asked for. */
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly viewer: Account;
  readonly repository: Repository;
}

export type Operation = (request: OperationRequest) => Answer;

/** Operations by their id in the description, such as `issues/list-comments`. */
export type Operations = Readonly<Record<string, Operation>>;
