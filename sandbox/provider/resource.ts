import type { IAMClient } from '@aws-sdk/client-iam';

/** Why an input is refused. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** The inputs or the state of a resource, by property. */
export type Properties = Record<string, any>;

/** What this provider does with one type of resource; the behaviour is that of the real provider. */
export interface ResourceType {
  /** Values of inputs that are not given. */
  readonly defaults: Properties;
  /** The inputs that are compared with the state. */
  readonly inputs: readonly string[];
  /** The inputs whose change replaces the resource. */
  readonly replacing: readonly string[];
  /** Whether a change of an input is one: documents may differ in form. */
  isSame?(property: string, before: any, after: any): boolean;
  check(inputs: Properties): CheckFailure[];
  create(iam: IAMClient, inputs: Properties): Promise<{ id: string; state: Properties }>;
  /** @returns the state, or `undefined` if the resource is gone */
  read(iam: IAMClient, id: string): Promise<Properties | undefined>;
  update(iam: IAMClient, id: string, before: Properties, inputs: Properties): Promise<Properties>;
  /** A resource that is gone already counts as deleted. */
  delete(iam: IAMClient, id: string, state: Properties): Promise<void>;
}
