import { type CheckArguments } from './arguments';
import { notesOn, printProblems, readModelsHere } from './read';
import type { ModelsStack } from '../../models/model';
import type { ReadModels } from '../../models/read-models';
import { alert, type Block, paragraph, table } from '../../report/block';
import { code, strong, text } from '../../report/inline';
import { cleanTexts, redactor } from '../../report/redact';
import { renderForTerminal } from '../../report/render/terminal';
import { listed } from '../../shared/listed';
import { displayedBackend } from '../../stack/backend';
import { jsonText } from '../json-text';
import type { PlanConsole } from '../plan/console';
import { isNowhere } from '../plan/plan';

const withoutSecrets = redactor([]);

/** Says what is wrong with models files, and which stacks they make. */
export function checkModels({ patterns, environment, format }: CheckArguments, console: PlanConsole): 0 | 2 {
  const read = readModelsHere(patterns, console);
  const stacks = read.stacks.filter((stack) => environment === undefined || stack.environment === environment);
  const isUnknown = read.problems.length === 0 && stacks.length === 0;
  const problems = isUnknown ? [unknownEnvironment(environment!, read)] : read.problems;
  const notes = problems.length > 0 ? [] : notesOn({ ...read, stacks });
  if (format === 'json') {
    const data = { stacks: stacks.map(stackData), problems, warnings: read.warnings, notes };
    console.print(jsonText(cleanTexts(data, withoutSecrets)));
  } else {
    printProblems(problems, console);
    printProblems(
      read.warnings.map((warning) => ({ ...warning, message: `warning: ${warning.message}` })),
      console,
    );
    const shown = problems.length > 0 ? [] : cleanTexts(checkBlocks(stacks, notes), withoutSecrets);
    if (shown.length > 0) console.print(renderForTerminal(shown, console));
  }
  return problems.length > 0 ? 2 : 0;
}

function unknownEnvironment(environment: string, { stacks }: ReadModels) {
  const known = [...new Set(stacks.map((stack) => stack.environment))];
  return { message: `--environment: expected ${listed(known, 'or')}, but got ${environment}`, models: [] };
}

function checkBlocks(stacks: readonly ModelsStack[], notes: readonly string[]): Block[] {
  const count = stacks.reduce((sum, { models }) => sum + models.length, 0);
  const rows = stacks.map(({ stackName, file, account, region, run, models }) => [
    [code(stackName)],
    [code(file)],
    [text(account)],
    [text(region)],
    isNowhere(run.backend) ? [text('as the workflow says')] : [code(displayedBackend(run.backend))],
    [text(String(models.length))],
  ]);
  return [
    paragraph([strong(`Stacks: ${stacks.length}. Roles: ${count}. Nothing is wrong with the files.`)]),
    table(['Stack', 'File', 'Account', 'Region', 'State', 'Models'], rows, { weight: 'essential' }),
    ...(notes.length > 0
      ? [
          alert(
            'note',
            notes.map((note) => [text(note)]),
          ),
        ]
      : []),
  ];
}

function stackData({ file, environment, stackName, account, region, run, at, models }: ModelsStack) {
  return {
    ...{ file, environment, stack: stackName, account, region },
    ...(!isNowhere(run.backend) && { state: displayedBackend(run.backend) }),
    line: at.line,
    models: models.map(({ id, renamedFrom, isProtected, request, at: { line } }) => ({
      ...{ id, renamedFrom, protect: isProtected, role: request.name },
      ...{ endpoint: request.target.endpoint, bucket: request.target.bucket, permissions: request.permissions, line },
    })),
  };
}
