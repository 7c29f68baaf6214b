import type { SavedName } from './saved';
import type { InputName, OutputName } from '../contract';
import type { PullRequestApi } from '../github/api';
import type { WorkflowRunApi } from '../github/workflow-runs';
import type { Run } from '../report/model';
import type { FilePlace } from '../request/problem';
import type { ToolCache } from '../stack/engine/install';

/** Everything that the Action needs from outside; `main.ts` connects it to the runner. */
export interface Ports {
  /** The text of an input; empty where the workflow gives none. */
  readonly input: (name: InputName) => string;
  readonly output: (name: OutputName, value: string) => void;
  /** Notes something for what runs after the job. */
  readonly save: (name: SavedName, value: string) => void;
  readonly log: Log;
  /** Writes Markdown to the job summary, in place of what this step has written there before. */
  readonly summary: (markdown: string) => Promise<void>;
  /** Writes a file in the workspace, and nowhere else; rejects if it can't. */
  readonly writeFile: (path: string, content: string) => Promise<void>;
  readonly environment: NodeJS.ProcessEnv;
  /** What no text that leaves may have in it; what leaves through these ports has not. */
  readonly secrets: readonly string[];
  readonly event: { readonly name: string; readonly payload: unknown };
  /** `owner/name` of the repository that the workflow runs for. */
  readonly repository: string;
  readonly run: Run;
  readonly pullRequests: (token: string) => Promise<PullRequestApi>;
  readonly workflowRuns: (token: string) => Promise<WorkflowRunApi>;
  readonly tools: () => Promise<ToolCache>;
  /** Aborted when the workflow is cancelled. */
  readonly signal: AbortSignal;
}

export interface Log {
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
  /** Shown as annotations of the run, as are warnings and errors. */
  readonly notice: (line: string, title?: string) => void;
  readonly warning: (line: string, title?: string) => void;
  /** @param at where in the repository it is shown */
  readonly error: (line: string, title?: string, at?: FilePlace) => void;
  /** Folds what is printed meanwhile. */
  readonly group: <T>(title: string, body: () => Promise<T>) => Promise<T>;
}

export function setOutputs(outputs: Partial<Record<OutputName, string>>, { output }: Ports): void {
  for (const [name, value] of Object.entries(outputs)) output(name as OutputName, value);
}
