import { MODELS_USAGE, parseCheckArguments } from './arguments';
import { checkModels } from './check';
import { initialModelsFile } from './init';
import { printProblems } from './read';
import { readModels } from '../../models/read-models';
import { redactor } from '../../report/redact';
import { visible } from '../../report/visible';
import type { PlanConsole } from '../plan/console';
import { parseInputFlags } from '../plan/flags';
import { planFor, stepFor, stepInput } from '../plan/plan';
import { problemText } from '../plan/problem-text';

const withoutSecrets = redactor([]);

/**
 * @param line the arguments behind `models`
 * @returns the exit code
 */
export function runModels([command, ...line]: readonly string[], console: PlanConsole): 0 | 2 {
  switch (command) {
    case 'check':
      return check(line, console);
    case 'init':
      return init(line, console);
    case '--help':
    case '-h':
      console.print(MODELS_USAGE);
      return 0;
    default:
      return wrongUsage(
        `expected models check or models init${command === undefined ? '' : `, not models ${command}`}`,
        console,
      );
  }
}

function check(line: readonly string[], console: PlanConsole): 0 | 2 {
  const parsed = parseCheckArguments(line);
  if (!parsed.ok) return wrongUsage(`expected ${parsed.expected}`, console);
  if (parsed.value !== 'help') return checkModels(parsed.value, console);
  console.print(MODELS_USAGE);
  return 0;
}

function init(line: readonly string[], console: PlanConsole): 0 | 2 {
  const parsed = parseInputFlags(line, ['environment', 'state']);
  if (!parsed.ok) return wrongUsage(`expected ${parsed.expected}`, console);
  if (parsed.value === 'help') {
    console.print(MODELS_USAGE);
    return 0;
  }
  const { inputs, others } = parsed.value;
  const read = planFor(inputs, console.environment, console.folder);
  if ('problems' in read) return wrongUsage(read.problems.map(problemText).join('\n'), console);
  const account = read.account;
  if (account === undefined) {
    return wrongUsage('--account-id: expected a value, such as 123456789012, because a models file has one', console);
  }
  const { environment = 'production', state } = others;
  const file = initialModelsFile(inputs, { environment, account, state });
  const step = { ...stepFor(console.environment, console.folder), folder: console.folder, input: stepInput({}) };
  // What is wrong with the options that only a models file has is seen in the file itself.
  const { problems } = readModels([{ file: 'models.yaml', text: file }], step);
  if (problems.length > 0) {
    printProblems(
      problems.map(({ message }) => ({ message, models: [] })),
      console,
    );
    return 2;
  }
  console.print(withoutSecrets(file));
  return 0;
}

function wrongUsage(reason: string, { printError }: PlanConsole): 2 {
  for (const each of reason.split('\n')) printError(`model-deployment-iam: ${visible(withoutSecrets(each))}\n`);
  printError('Try: model-deployment-iam models --help\n');
  return 2;
}
