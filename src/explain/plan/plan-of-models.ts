import type { PlanConsole } from './console';
import { parsePlanFormat, PLAN_USAGE, type PlanFormat } from './flags';
import { planOf } from './plan';
import { explainedPlan, hasErrors, lead, planBlocks, planData, showPlan } from './show-plan';
import type { Model, ModelsStack } from '../../models/model';
import { heading } from '../../report/block';
import { text } from '../../report/inline';
import { redactor } from '../../report/redact';
import { renderMarkdown } from '../../report/render/markdown/block';
import { renderForTerminal } from '../../report/render/terminal';
import { visible } from '../../report/visible';
import { listed } from '../../shared/listed';
import { invalid, type Parsed, valid } from '../../shared/parsed';
import { jsonText } from '../json-text';
import { printProblems, readModelsHere } from '../models/read';
import { readOptions } from '../read-options';

const withoutSecrets = redactor([]);

interface Planned {
  readonly stack: ModelsStack;
  readonly model: Model;
}

/**
 * Shows what the Action would make of models files.
 *
 * @param line the arguments behind `plan`, with `--models`
 */
export function runPlanOfModels(line: readonly string[], console: PlanConsole): 0 | 1 | 2 {
  const parsed = parse(line);
  if (!parsed.ok) return wrongUsage(`expected ${parsed.expected}`, console);
  const { help, models: patterns = [], model: id, environment } = parsed.value;
  if (help) {
    console.print(PLAN_USAGE);
    return 0;
  }
  const format = parsePlanFormat(parsed.value.format);
  if (!format.ok) return wrongUsage(`expected ${format.expected}`, console);
  const { stacks, problems, warnings } = readModelsHere(patterns, console);
  printProblems([...problems, ...warnings.map((each) => ({ ...each, message: `warning: ${each.message}` }))], console);
  if (problems.length > 0) return 2;
  const chosen = choose(stacks, { id, environment });
  if (!chosen.ok) return wrongUsage(`expected ${chosen.expected}`, console);
  return show(chosen.value, format.value, console);
}

const OPTIONS = {
  models: { type: 'string', multiple: true },
  model: { type: 'string' },
  environment: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function parse(line: readonly string[]) {
  const read = readOptions({ args: [...line], options: OPTIONS });
  return read.ok ? valid(read.value.values) : read;
}

const MAX_NAMED = 20;

function choose(
  stacks: readonly ModelsStack[],
  { id, environment }: { readonly id?: string; readonly environment?: string },
): Parsed<readonly Planned[]> {
  const inPlace = stacks.filter((stack) => environment === undefined || stack.environment === environment);
  if (inPlace.length === 0) {
    return invalid(`--environment to be ${known(stacks.map((stack) => stack.environment))}, not ${environment}`);
  }
  const all = inPlace.flatMap((stack) => stack.models.map((model) => ({ stack, model })));
  const chosen = all.filter(({ model }) => id === undefined || model.id === id);
  if (chosen.length > 0) return valid(chosen);
  return invalid(
    all.length === 0
      ? 'a file with at least one model'
      : `--model to be ${known(all.map(({ model }) => model.id))}, not ${id}`,
  );
}

function known(names: readonly string[]): string {
  const each = [...new Set(names)];
  const left = each.length - MAX_NAMED;
  return left > 0 ? `${each.slice(0, MAX_NAMED).join(', ')} or one of ${left} more` : listed(each, 'or');
}

function show(chosen: readonly Planned[], format: PlanFormat, console: PlanConsole): 0 | 1 | 2 {
  if (format === 'html' || format === 'terraform' || format === 'cloudformation') {
    const [only, ...others] = chosen;
    return others.length === 0
      ? showPlan(planOf(only!.model.request), format, console)
      : wrongUsage(`expected --model and --environment with --format ${format}, which is for one role`, console);
  }
  const plans = chosen.map(({ stack, model }) => ({ stack, model, ...explainedPlan(planOf(model.request)) }));
  if (format === 'json') {
    const models = plans.map(({ stack: { file, environment, stackName }, model: { id }, plan, explanation }) => ({
      ...{ file, environment, stack: stackName, id },
      ...planData(plan, explanation),
    }));
    console.print(jsonText({ models }));
  } else {
    const blocks = plans.flatMap(({ stack, model, plan, explanation }) => [
      heading([text(`${model.id} in ${stack.environment} (${stack.file})`)]),
      lead(plan),
      ...planBlocks(plan, explanation),
    ]);
    const isText = format === 'text';
    console.print(isText ? renderForTerminal(blocks, console) : `${blocks.map(renderMarkdown).join('\n\n')}\n`);
  }
  return plans.some(({ explanation }) => hasErrors(explanation)) ? 1 : 0;
}

function wrongUsage(reason: string, { printError }: PlanConsole): 2 {
  printError(`model-deployment-iam: ${visible(withoutSecrets(reason))}\nTry: model-deployment-iam plan --help\n`);
  return 2;
}
