/** What the engine does, did or found, per resource; the engine's own events are turned into these in `events.ts`. */

/** `delete-replaced` and the like are folded into `replace`; resources that stay as they are do not appear. */
export type Operation = 'create' | 'update' | 'replace' | 'delete' | 'import';

/**
 * How far the operation came: `planned` by a preview, `done`, `failed`, `not-reached` because the run ended while it was at it, or
 * `not-started` because the run ended before.
 * `drifted`: found to differ from the state, made outside of Pulumi. `missing`: for drift, what the state does not have and
 * should; to `import` where IAM has it.
 */
export type Status = 'planned' | 'done' | 'failed' | 'not-reached' | 'not-started' | 'drifted' | 'missing';

/**
 * A property whose value changes: from what is there, as the provider read it, to what the program asks for. For drift, from
 * what the state had to what was found. A value is `undefined` where there is none.
 */
export interface PropertyChange {
  /** The engine's property path, such as `tags.team` or `policy`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The change of this property is why the resource is replaced. */
  readonly replaces: boolean;
}

export interface Change {
  /** The resource's type token, such as `aws:iam/policy:Policy`. */
  readonly type: string;
  /** The resource's logical name in the stack. */
  readonly resource: string;
  readonly urn: string;
  readonly operation: Operation;
  readonly status: Status;
  /** The resource's physical id (a policy's ARN, a role's name), where it is known. */
  readonly id?: string;
  readonly properties: readonly PropertyChange[];
  /** The engine's message, where the operation failed. */
  readonly error?: string;
  /** What is not as it was asked for although the engine is done: `before` is there, `after` is what it should be. */
  readonly unmet?: readonly PropertyChange[];
}
