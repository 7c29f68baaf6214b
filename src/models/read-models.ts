import { besideEachOther } from './beside-each-other';
import type { ModelsStack } from './model';
import { eachOnce, type ModelsProblem } from './problem';
import { readForm } from './read-form';
import { type ModelsStep, resolveStack } from './resolve';
import { repetitions } from './unique';
import type { TestsReader } from '../request/access-tests';
import { remembering } from '../shared/memoize';

/** A models file as it is in the repository. */
export interface ModelsFile {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  readonly text: string;
}

export interface ReadModels {
  /** One for each file and environment, in the order of the files. Where there are problems, models may be missing. */
  readonly stacks: readonly ModelsStack[];
  /** All that is wrong, in the order of the files; nothing should run then. */
  readonly problems: readonly ModelsProblem[];
  /** What runs all the same, but not well. */
  readonly warnings: readonly ModelsProblem[];
}

/** Of more, the engine takes ever longer for each: it writes the whole state at every step. */
const MANY_MODELS = 100;

/** Reads models files, and all that is wrong with any of them. It asks nobody, and reads only files that the models name. */
export function readModels(files: readonly ModelsFile[], givenStep: ModelsStep): ReadModels {
  const step = { ...givenStep, testsReader: givenStep.testsReader && readingOnce(givenStep.testsReader) };
  const problems: ModelsProblem[] = [];
  const warnings: ModelsProblem[] = [];
  const stacks = files.flatMap(({ file, text }) => {
    const { written, problems: ofForm } = readForm(file, text);
    problems.push(...ofForm);
    if (!written) return [];
    const count = written.models.length;
    if (count > MANY_MODELS) {
      const message = `models: ${count} in one file, and so in one stack: make it files of at most ${MANY_MODELS}, for a stack takes longer for each model the more it has`;
      warnings.push({ at: written.modelsAt, message, models: [] });
    }
    return written.environments.flatMap((environment) => {
      const { stack, problems: ofStack } = resolveStack(written, environment, step);
      problems.push(...ofStack);
      return stack ?? [];
    });
  });
  problems.push(...repetitions(stacks));
  return { stacks: besideEachOther(stacks), problems: eachOnce(problems), warnings };
}

/** Many models have the same tests. */
function readingOnce({ readTests, fillTests }: TestsReader): TestsReader {
  return { readTests: remembering(readTests), fillTests };
}
