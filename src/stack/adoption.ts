/**
 * What a run takes over in place of making it, by the ids by which the provider imports. The state must not have it yet: ids
 * of what earlier versions made differ.
 *
 * https://www.pulumi.com/docs/iac/concepts/options/import/
 */
export interface Adoption {
  /** The policy's ARN. */
  readonly policy?: string;
  /** The role's name. */
  readonly role?: string;
  /** `ROLE/POLICY_ARN` */
  readonly attachment?: string;
}
