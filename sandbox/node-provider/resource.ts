import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';

/** Why an input is refused. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** The inputs or the state of a resource, by property. */
export type Properties = Record<string, any>;

/** What reaches the services that the resource types are of. */
export interface Clients {
  readonly iam: IAMClient;
  readonly s3: S3Client;
}

/** What this provider does with one type of resource; the behaviour is that of the real provider. */
export interface ResourceType<Client = IAMClient> {
  /** Values of inputs that are not given. */
  readonly defaults: Properties;
  /** The inputs that are compared with the state. */
  readonly inputs: readonly string[];
  /** What a program can read of the resource beside its inputs. */
  readonly outputs?: readonly string[];
  /** The inputs whose change replaces the resource. */
  readonly replacing: readonly string[];
  /** Whether a change of an input is one: documents may differ in form. */
  isSame?(property: string, before: any, after: any): boolean;
  check(inputs: Properties): CheckFailure[];
  create(client: Client, inputs: Properties): Promise<{ id: string; state: Properties }>;
  /** @returns the state, or `undefined` if the resource is gone */
  read(client: Client, id: string): Promise<Properties | undefined>;
  update(client: Client, id: string, before: Properties, inputs: Properties): Promise<Properties>;
  /** A resource that is gone already counts as deleted. */
  delete(client: Client, id: string, state: Properties): Promise<void>;
}

/** A type with the service whose client it works with. */
export type Served = {
  readonly [S in keyof Clients]: { readonly service: S; readonly type: ResourceType<Clients[S]> };
}[keyof Clients];
