import type { PlaceKey } from './form';
import type { InputName } from '../contract';
import type { FilePlace } from '../request/problem';

/** A value in a models file, as a workflow would give it to an input. */
export interface Written {
  readonly text: string;
  /** Where its key is. */
  readonly at: FilePlace;
  /** What is wrong with it is told already, and its text is empty. */
  readonly isRefused?: boolean;
}

export type WrittenInputs = ReadonlyMap<InputName, Written>;

export interface WrittenEnvironment {
  readonly name: string;
  readonly at: FilePlace;
  readonly place: ReadonlyMap<PlaceKey, Written>;
  readonly inputs: WrittenInputs;
}

export interface WrittenModel {
  readonly at: FilePlace;
  readonly id?: Written;
  readonly renamedFrom?: Written;
  readonly isProtected: boolean;
  readonly inputs: WrittenInputs;
  /** What differs, by the name of the environment. */
  readonly environments: ReadonlyMap<string, WrittenInputs>;
}

/** The form of a models file, before it is known what its values mean. */
export interface WrittenModelsFile {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  readonly stack?: Written;
  readonly environments: readonly WrittenEnvironment[];
  readonly defaults: WrittenInputs;
  readonly models: readonly WrittenModel[];
  /** Where the list of models begins. */
  readonly modelsAt: FilePlace;
}
