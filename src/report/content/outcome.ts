import type { Failure } from '../../failure';
import { expectedText, type Problem } from '../../request/problem';
import { type Block, codeBlock, list, paragraph, table } from '../block';
import { code, strong, text, withCode, words } from '../inline';
import type { CompletedReport, FailedReport, RoleReport } from '../model';
import { shortened } from '../visible';
import { inForceWords } from '../words/in-force';

/** How the run ended. */

const MAX_MESSAGE = 2000;
const MAX_VALUE = 200;
const MAX_EXPECTED = 500;

/** The inputs that can't be used, each with what was expected instead. */
export function problemsSection(problems: readonly Problem[]): Block[] {
  const rows = problems.map((problem) => [
    [code(problem.name)],
    problem.value === undefined ? words`(none)` : [code(shortened(problem.value, MAX_VALUE))],
    [text(shortened(expectedText(problem), MAX_EXPECTED))],
  ]);
  return [table(['Input', 'Value', 'Expected'], rows, { weight: 'essential' })];
}

/** What went wrong and the way out; for those who want to look closer, what the engine said. */
export function failureSection({ message, hint, details }: Failure): Block[] {
  const blocks: Block[] = [paragraph(withCode(shortened(message, MAX_MESSAGE).trim()))];
  if (hint) blocks.push(paragraph([strong(withCode(shortened(hint, MAX_MESSAGE).trim()))]));
  if (details) {
    const fold = { title: 'What the engine said', open: false };
    blocks.push(codeBlock('text', details, { weight: 'important', fold }));
  }
  return blocks;
}

/** What is in force of an `up` that failed. */
export function inForceSection({ command, access }: FailedReport): Block[] {
  const sentence = command === 'up' ? inForceWords(access?.changes ?? []) : '';
  return sentence === '' ? [] : [paragraph([strong(sentence)])];
}

/** An empty table would leave readers wondering, so a sentence says what was looked at. */
export function nothingChangedSection({ command, access }: CompletedReport): Block[] {
  if (access.changes.length > 0 || command === 'unlock') return [];
  const all = words`The role ${code(access.roleName)}, its policy and their attachment`;
  if (command === 'destroy') return [paragraph(words`${all} do not exist.`)];
  if (command === 'drift') return [paragraph(words`${all} are as the last ${code('up')} left them.`)];
  return [
    paragraph(
      access.comparedWith === 'aws'
        ? words`${all} match the inputs.`
        : words`${all} match the inputs as far as the state of the last run tells; what AWS has was not looked at.`,
    ),
  ];
}

/** What later steps of the workflow can use, under the names of the Action's outputs. */
export function outputsSection({ roleArn, policyArn }: Pick<RoleReport, 'roleArn' | 'policyArn'>): Block[] {
  const items = [words`${code('role-arn')}: ${code(roleArn)}`, words`${code('policy-arn')}: ${code(policyArn)}`];
  return [list(items, { weight: 'fixed', title: [strong('Outputs')] })];
}
