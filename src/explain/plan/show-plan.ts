import { cloudFormationTemplate } from './cloudformation';
import type { PlanConsole } from './console';
import type { PlanFormat } from './flags';
import type { Plan } from './plan';
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
import { blocksOf } from '../blocks';
import { explain, type Explanation } from '../explain';
import { jsonText } from '../json-text';

/** As in `explain`: what is printed ends in logs and comments. */
const withoutSecrets = redactor([]);

/** Prints what would be made of one model. */
export function showPlan(given: Plan, format: PlanFormat, console: PlanConsole): 0 | 1 {
  const { plan, explanation } = explainedPlan(given);
  console.print(rendered(plan, explanation, format, console));
  if (format === 'terraform' || format === 'cloudformation') {
    for (const note of plan.notes) console.printError(`${visible(note)}\n`);
  }
  return hasErrors(explanation) ? 1 : 0;
}

/** Without secrets. */
export function explainedPlan(given: Plan): { readonly plan: Plan; readonly explanation: Explanation } {
  const plan = cleanTexts(given, withoutSecrets);
  const { role, boundary, ignored } = plan;
  return {
    plan,
    explanation: explain({ policy: role.policy, trust: role.trustPolicy, boundary, ignored, requests: [] }),
  };
}

/** Whether a finding says that AWS refuses something, or that it can't work. */
export function hasErrors({ findings }: Explanation): boolean {
  return findings.some(({ severity, ignored: reason }) => severity === 'error' && reason === undefined);
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
      return jsonText(planData(plan, explanation));
    case 'terraform':
      return terraformConfiguration(plan.role);
    case 'cloudformation':
      return `${JSON.stringify(cloudFormationTemplate(plan.role), undefined, 2)}\n`;
  }
}

/** What is printed as JSON. */
export function planData(plan: Plan, explanation: Explanation) {
  return { ...plan, ...explanation, notes: [...plan.notes, ...explanation.notes] };
}

/** Stands in front of the blocks of a plan. */
export function lead({ role }: Plan): Block {
  return paragraph(words`${strong(`What the role ${role.name} would be:`)}`);
}

export function planBlocks({ role, target, notes }: Plan, explanation: Explanation): Block[] {
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
