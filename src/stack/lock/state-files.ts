/** Small files where the state is. A path has `/` between its parts, and begins below the folder of the state. */
export interface StateFiles {
  /** @returns `undefined` where there is none */
  read(path: string): Promise<string | undefined>;
  write(path: string, text: string): Promise<void>;
  /** Removes a file, if there is one. Folders that are empty then go with it. */
  remove(path: string): Promise<void>;
}
