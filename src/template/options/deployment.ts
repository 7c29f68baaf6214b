import type { InputTexts } from './input-options';
import type { Partition } from '../../aws/partition';
import type { Request } from '../../request/request';

/** A model's deployment as the template sees it: the options with everything that follows from them. */
export interface Deployment {
  /** The word that the names of files and workflows begin with. */
  readonly model: string;
  /** In the order in which a change goes through them; at least one. */
  readonly environments: readonly Environment[];
  readonly defaultBranch: string;
  readonly driftSchedule: string;
  /** Whether the findings go to code scanning. */
  readonly codeScanning: boolean;
  /** Whether the report is kept with the run. */
  readonly reportArtifact: boolean;
  readonly runsOn: string;
}

export interface Environment {
  /** As GitHub knows it. */
  readonly name: string;
  /** What the names of its CI roles, and of its bootstrap stack, begin with: no two are alike. */
  readonly slug: string;
  /** `with:` of the Action, but for the command. */
  readonly inputs: InputTexts;
  /** What they ask for; its account is any, where only a variable of the repository has it. */
  readonly request: Request;
  readonly endpoint: string;
  readonly region: string;
  readonly partition: Partition;
  /** Twelve digits, or the expression of the variable that has them. */
  readonly account: string;
  /** The name of the role and the policy. */
  readonly access: string;
  readonly previewRoleArn: string;
  readonly deployRoleArn: string;
  /** The bucket of the state, where the user named no other place. */
  readonly stateBucket?: string;
  /** Where in S3 the state is, if it is there. */
  readonly state?: StateInS3;
  /** Whether an earlier version of the template has put the state beside all others, and it is still there. */
  readonly isStateAtFormerPlace: boolean;
  /** What the bootstrap creates. */
  readonly creates: BootstrapParts;
  /** Whether the state is in Pulumi Cloud, which takes an access token from the repository's secrets. */
  readonly usesPulumiCloud: boolean;
}

/** The objects that the roles of the workflows reach. */
export interface StateInS3 {
  readonly bucket: string;
  /** What their keys begin with: empty, or a folder with `/` at its end. */
  readonly folder: string;
  /** Who owns the bucket, where it is not the account of the environment. */
  readonly account?: string;
}

/** Parts of what must exist once; others are there already, or are created by the bootstrap of another environment. */
export interface BootstrapParts {
  readonly oidcProvider: boolean;
  readonly stateBucket: boolean;
  /** The policy that bounds the model's role. */
  readonly boundary: boolean;
  readonly previewRole: boolean;
  readonly deployRole: boolean;
}

/** @returns whether an environment needs a bootstrap at all */
export function needsBootstrap({ creates }: Environment): boolean {
  return Object.values(creates).includes(true);
}

/** @returns whether jobs, files and variables need the environment in their names to be told apart */
export function hasSeveralEnvironments({ environments }: Pick<Deployment, 'environments'>): boolean {
  return environments.length > 1;
}

/**
 * Whether a job in the environment may assume the model's role. A role for SageMaker, for somebody else, or for jobs without an
 * environment lets none in. Subjects that the user has chosen are taken to be of these jobs.
 */
export function letsJobsIn({ name, request }: Environment): boolean {
  const { github } = request.trust;
  if (github === undefined) return false;
  return 'subjects' in github || github.jobs.some((job) => job.kind === 'environment' && job.name === name);
}
