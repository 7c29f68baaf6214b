import { cloudFormationTemplate } from './cloudformation';
import { parsePlanArguments, PLAN_USAGE, type PlanFormat } from './flags';
import { type Plan, planFor } from './plan';
import { terraformConfiguration } from './terraform';
import { type Block, paragraph } from '../../report/block';
import { documentsSection } from '../../report/content/documents';
import { graphSection } from '../../report/content/graph';
import { statementsSection } from '../../report/content/statements';
import { code, strong, words } from '../../report/inline';
import { cleanTexts, redactor } from '../../report/redact';
import { renderPage } from '../../report/render/html/page';
import { renderMarkdown } from '../../report/render/markdown/block';
import { renderForTerminal } from '../../report/render/terminal';
import { visible } from '../../report/visible';
import { inWords, type Problem } from '../../request/problem';
import { blocksOf } from '../blocks';
import { explain, type Explanation } from '../explain';
import { jsonText } from '../json-text';

/** As in `explain`: what is printed ends in logs and comments. */
const withoutSecrets = redactor([]);

/** What is needed from outside. */
export interface PlanConsole {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Whether colours are seen, and wanted. */
  readonly colours: boolean;
  /** How wide the terminal is; `undefined` if it is none. */
  readonly columns?: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
}

/**
 * Shows what the Action would make.
 *
 * @param line the arguments behind `plan`
 * @returns the exit code
 */
export function runPlan(line: readonly string[], console: PlanConsole): 0 | 1 | 2 {
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
  const plan = cleanTexts(read.plan, withoutSecrets);
  const { role, boundary, ignored } = plan;
  const explanation = explain({ policy: role.policy, trust: role.trustPolicy, boundary, ignored, requests: [] });
  console.print(rendered(plan, explanation, format, console));
  if (format === 'terraform' || format === 'cloudformation') {
    for (const note of plan.notes) console.printError(`${visible(note)}\n`);
  }
  return explanation.findings.some(({ severity, ignored: reason }) => severity === 'error' && reason === undefined)
    ? 1
    : 0;
}

function problemText({ name, value, expected, remedy = '' }: Problem): string {
  const text = [expected, remedy].map((each) => inWords(each, (input) => `--${input}`)).join('');
  return `--${name}${value === undefined ? '' : ` ${value}`}: expected ${text}`;
}

function rendered(plan: Plan, explanation: Explanation, format: PlanFormat, terminal: PlanConsole): string {
  switch (format) {
    case 'text':
      return renderForTerminal([lead(plan), ...planBlocks(plan, explanation)], terminal);
    case 'markdown':
      return `${[lead(plan), ...planBlocks(plan, explanation)].map(renderMarkdown).join('\n\n')}\n`;
    case 'html':
      return renderPage({
        title: words`What the role ${code(plan.role.name)} would be`,
        blocks: [...planBlocks(plan, explanation), ...graphOfPlan(plan, explanation)],
      });
    case 'json':
      return jsonText({ ...plan, ...explanation, notes: [...plan.notes, ...explanation.notes] });
    case 'terraform':
      return terraformConfiguration(plan.role);
    case 'cloudformation':
      return `${JSON.stringify(cloudFormationTemplate(plan.role), undefined, 2)}\n`;
  }
}

function lead({ role }: Plan): Block {
  return paragraph(words`${strong(`What the role ${role.name} would be:`)}`);
}

function planBlocks({ role, target, notes }: Plan, explanation: Explanation): Block[] {
  const documents = { policy: { after: role.policy }, trust: { after: role.trustPolicy } };
  return [
    ...statementsSection({ ...documents, target }, true),
    ...blocksOf({ ...explanation, notes: [...notes, ...explanation.notes] }),
    ...documentsSection({ ...documents, boundary: {}, foreignPolicies: [] }, true),
  ];
}

/** Only where it is drawn: as text, it says no more than the statements. */
function graphOfPlan({ role, target }: Plan, { deployment }: Explanation): Block[] {
  return graphSection(
    {
      ...{ policy: { after: role.policy }, trust: { after: role.trustPolicy } },
      ...{ roleName: role.name, policyName: role.name, foreignPolicies: [], target, assessment: deployment },
    },
    true,
  );
}
