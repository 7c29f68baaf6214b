import { fillTests } from '../../iam/expectations/fill-tests';
import { readTests } from '../../iam/expectations/read-tests';
import { readModelsFiles } from '../../models/files';
import { eachOnce, type ModelsProblem, problemLine } from '../../models/problem';
import { readModels, type ReadModels } from '../../models/read-models';
import { redactor } from '../../report/redact';
import { visible } from '../../report/visible';
import type { PlanConsole } from '../plan/console';
import { repositoryNotes, stepFor, stepInput } from '../plan/plan';

/** As in `explain`: what is printed ends in logs and comments. */
const withoutSecrets = redactor([]);

/** @param patterns of the files, relative to the folder of the console */
export function readModelsHere(
  patterns: readonly string[],
  { folder, environment }: Pick<PlanConsole, 'folder' | 'environment'>,
): ReadModels {
  const { files, problems } = readModelsFiles(patterns, folder);
  const step = { ...stepFor(environment, folder), folder, input: stepInput({}), testsReader: { readTests, fillTests } };
  const read = readModels(files, step);
  return { ...read, problems: eachOnce([...problems, ...read.problems]) };
}

/** What stands for what is not known here, in a sentence each. */
export function notesOn({ stacks }: ReadModels): string[] {
  return repositoryNotes(stacks.flatMap(({ models }) => models.map(({ request }) => request.trust)));
}

export function printProblems(
  problems: readonly ModelsProblem[],
  { printError }: Pick<PlanConsole, 'printError'>,
): void {
  for (const problem of problems) printError(`${visible(withoutSecrets(problemLine(problem)))}\n`);
}
