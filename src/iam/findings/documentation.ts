import type { Rule, Severity } from './finding';
import { REFERENCE_SOURCE } from '../reference/source';
import { RULE_GROUPS } from './rules/all-rules';

const MEANING: Readonly<Record<Severity, string>> = {
  error: 'AWS refuses the document, or it does not do what it says.',
  security: 'It allows what is dangerous.',
  warning: 'It most likely is not what was meant.',
  suggestion: 'It could be better, or is worth a look.',
};

/** The page about all findings, as Markdown: `docs/findings.md`. */
export function findingsPage(): string {
  return `${[
    '# Findings',
    'What is looked for in the permissions and the trust policy of a role, before anything is deployed. Every finding names the statement that it is about, and a way out.',
    table(['Severity', 'Meaning'], Object.entries(MEANING)),
    `Actions, resource types and condition keys are those of AWS's service authorization reference of ${REFERENCE_SOURCE.date} (${REFERENCE_SOURCE.package} ${REFERENCE_SOURCE.version}).`,
    ...RULE_GROUPS.flatMap(({ heading, rules }) => [`## ${heading}`, summary(rules), ...rules.map(section)]),
  ].join('\n\n')}\n`;
}

function summary(rules: readonly Rule[]): string {
  return table(
    ['Id', 'Severity', 'Finding'],
    rules.map(({ id, severity, title }) => [`[\`${id}\`](#${id})`, severity, escape(title)]),
  );
}

function section({ id, severity, title, why, fix, documentation, refusedByAws }: Rule): string {
  return [
    `### ${id}`,
    `**${escape(title)}** (${severity}${refusedByAws ? ', AWS refuses the document' : ''})`,
    `Why it matters: ${escape(why)}`,
    `What to do: ${escape(fix)}`,
    `[AWS documentation](${documentation})`,
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The texts of rules are plain, and hold characters that mean something in Markdown. */
function escape(text: string): string {
  return text.replace(/[\\`*_<>|~]/g, '\\$&');
}
