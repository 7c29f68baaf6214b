import type { IgnoredFinding } from './ignored';
import type { Target } from '../target';

/** What is known besides the documents. Checks that need what is not known are left out. */
export interface FindingsContext {
  readonly target?: Partial<Target>;
  /** The role that the documents are of. */
  readonly role?: OwnRole;
  /** Where Pulumi keeps its state, if that is a bucket. */
  readonly state?: StateBucket;
  /** The repository whose workflows are to assume the role. */
  readonly github?: GithubRepository;
  /** The repository that the workflow runs in. Default: the one whose workflows are to assume the role. */
  readonly repository?: Omit<GithubRepository, 'subjects'>;
  /** Names of other endpoints, perhaps in the same account and region. */
  readonly otherEndpoints?: readonly string[];
  /** How many characters a policy document may have, if it is not the quota of AWS. */
  readonly quota?: number;
  /** What is let pass: it is found all the same, and marked. */
  readonly ignored?: readonly IgnoredFinding[];
}

export interface OwnRole {
  readonly arn: string;
  /** Of the policy that is attached to it, if that is a policy of its own. */
  readonly policyArn?: string;
  /** The ARN of the policy that bounds its permissions, if one does. */
  readonly boundary?: string;
}

export interface StateBucket {
  readonly bucket: string;
  /** The folder of the state: empty, or ending in `/`. */
  readonly prefix?: string;
}

export interface GithubRepository {
  readonly owner: string;
  readonly name: string;
  readonly ownerId?: string;
  readonly repositoryId?: string;
  /**
   * The form of the subjects of its tokens, where it is known.
   *
   * https://docs.github.com/en/actions/reference/security/oidc
   */
  readonly subjects?: 'classic' | 'immutable';
}
