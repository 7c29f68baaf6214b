/** What is needed from outside. */
export interface PlanConsole {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Whether colours are seen, and wanted. */
  readonly colours: boolean;
  /** How wide the terminal is; `undefined` if it is none. */
  readonly columns?: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
}
