/** A file of a backend. */
export interface StateFile {
  /** With `/` between folders, from where the backend begins: `.pulumi/stacks/…`. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** The files of a backend, to be looked at and never to be changed. All reject if they can't be looked at. */
export interface StateFiles {
  /** @returns the files whose keys begin with a text, in no order */
  readonly list: (prefix: string) => Promise<StateFile[]>;
  readonly read: (key: string) => Promise<Buffer>;
}
