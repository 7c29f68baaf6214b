import type { PlanConsole } from './console';
import { parsePlanArguments, PLAN_USAGE } from './flags';
import { planFor } from './plan';
import { runPlanOfModels } from './plan-of-models';
import { problemText } from './problem-text';
import { showPlan } from './show-plan';
import { redactor } from '../../report/redact';
import { visible } from '../../report/visible';

/** As in `explain`: what is printed ends in logs and comments. */
const withoutSecrets = redactor([]);

/**
 * Shows what the Action would make.
 *
 * @param line the arguments behind `plan`
 * @returns the exit code
 */
export function runPlan(line: readonly string[], console: PlanConsole): 0 | 1 | 2 {
  if (line.some((argument) => /^--models(=|$)/.test(argument))) return runPlanOfModels(line, console);
  const parsed = parsePlanArguments(line);
  if (!parsed.ok) {
    console.printError(
      `model-deployment-iam: ${visible(withoutSecrets(`expected ${parsed.expected}`))}\nTry: model-deployment-iam plan --help\n`,
    );
    return 2;
  }
  if (parsed.value === 'help') {
    console.print(PLAN_USAGE);
    return 0;
  }
  const { inputs, format } = parsed.value;
  const read = planFor(inputs, console.environment, console.folder);
  if ('problems' in read) {
    for (const problem of read.problems) console.printError(`${visible(withoutSecrets(problemText(problem)))}\n`);
    console.printError('Try: model-deployment-iam plan --help\n');
    return 2;
  }
  return showPlan(read.plan, format, console);
}
