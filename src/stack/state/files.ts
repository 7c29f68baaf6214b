/**
 * The files where the state is, for what is looked at or noted without the engine. A path has `/` between its parts, and
 * begins below the folder of the state: `.pulumi/stacks/…`. All reject where the files can't be reached.
 */
export interface StateFiles {
  /** @returns the files whose paths begin with a text, in no order */
  list(start: string): Promise<StateFile[]>;
  /** @returns `undefined` where there is none */
  read(path: string): Promise<Buffer | undefined>;
  write(path: string, text: string): Promise<void>;
  /** Removes a file, if there is one. Folders that are empty then go with it. */
  remove(path: string): Promise<void>;
}

export interface StateFile {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
}
