import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bucket of an environment's state, which the bootstrap creates. */
export interface OwnBucket {
  readonly name: string;
  /** What the keys of the environment's objects begin with: with `/` at its end, or empty where they are beside all others. */
  readonly folder: string;
  /** Whether the folder is empty because an earlier version of the template had it so. */
  readonly isFormer: boolean;
}

interface EnvironmentOfModel {
  readonly model: string;
  /** The environment's name. */
  readonly environment: string;
  readonly account: string;
  readonly region: string | undefined;
  /** The root of the repository. */
  readonly root: string;
  /** What the user says. */
  readonly ownFolder?: boolean;
}

/** A folder for each environment of each model, so that the objects' ARNs keep their roles apart. */
export function ownBucketOf({ model, environment, account, region, root, ownFolder }: EnvironmentOfModel): OwnBucket {
  const isFormer = ownFolder === undefined && wasBesideOthers(root, model, environment);
  const hasFolder = ownFolder ?? !isFormer;
  return {
    name: `model-access-${account}-${region}`,
    folder: hasFolder ? `${environment}/${model}/` : '',
    isFormer,
  };
}

/**
 * Whether the workflow that deploys says, as it was generated last, that the state of the environment is beside all others in
 * the bucket. Another place would have none: so an upgrade leaves it where it is.
 */
function wasBesideOthers(root: string, model: string, environment: string): boolean {
  const file = join(root, '.github/workflows', `${model}-deploy.yml`);
  if (!existsSync(file)) return false;
  const jobs = readFileSync(file, 'utf8').split(/^(?= {2}\S)/m);
  return jobs.some(
    (job) =>
      job.includes(`\n    environment: ${environment}\n`) && /^ +backend-url: s3:\/\/model-access-[^/\n]+$/m.test(job),
  );
}
