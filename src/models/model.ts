import type { FilePlace } from '../request/problem';
import type { Request, RunRequest } from '../request/request';

/** What a models file says for one of its environments: one Pulumi stack. */
export interface ModelsStack {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  readonly environment: string;
  /** `FILE.ENVIRONMENT`, as the input `stack-name` takes it. */
  readonly stackName: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** What counts for all of its models alike: the backend, the secrets provider, and the workflow's inputs about the run. */
  readonly run: RunRequest;
  /** Where the environment is in the file. */
  readonly at: FilePlace;
  /** In the order of the file. */
  readonly models: readonly Model[];
}

/** A model in one environment. */
export interface Model {
  /** In its stack no other model has it, and the model keeps it: its resources are named after it. */
  readonly id: string;
  /** The id that it had until now. */
  readonly renamedFrom?: string;
  /** Whether it may not be taken out. */
  readonly isProtected: boolean;
  /** What a workflow would ask for with the same inputs. Its `name` is that of the role and of the policy. */
  readonly request: Request;
  /** Where it begins in the file. */
  readonly at: FilePlace;
  /** Where each input is that the file gives it, by the input's name. */
  readonly places: Readonly<Record<string, FilePlace>>;
}
