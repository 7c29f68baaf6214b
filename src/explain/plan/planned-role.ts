/** The role and the policy that inputs come to, as any tool could make them. */
export interface PlannedRole {
  /** Of both. */
  readonly name: string;
  /** Of both, such as `/models/`. */
  readonly path: string;
  /** JSON. */
  readonly policy: string;
  /** JSON. */
  readonly trustPolicy: string;
  /** An ARN. */
  readonly permissionsBoundary?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly tags: Readonly<Record<string, string>>;
}

export const POLICY_DESCRIPTION = 'What the deployment of a model on SageMaker may do';
