import { canPass, type Rule, type Severity } from './finding';
import { ADDITIONS } from '../reference/additions';
import { REFERENCE_SOURCE } from '../reference/source';
import { RULE_GROUPS } from './rules/all-rules';

const MEANING: Readonly<Record<Severity, string>> = {
  error: 'AWS refuses the document, or it does not do what it says.',
  security: 'It allows what is dangerous.',
  warning: 'It most likely is not what was meant.',
  suggestion: 'It could be better, or is worth a look.',
};

const EXAMPLES = [
  'pass-any-role@Deploy = reviewed by security, ticket 12',
  'unknown-action = newer than the list, https://example.com/announcement',
  'policy-of-others@arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore = put on every role by the platform team',
];

/** The page about all findings, as Markdown: `docs/findings.md`. */
export function findingsPage(): string {
  return `${[
    '# Findings',
    'What is looked for in the permissions and the trust policy of a role, before anything is deployed. Every finding names the statement that it is about, and a way out.',
    table(['Severity', 'Meaning'], Object.entries(MEANING)),
    `Actions, resource types and condition keys are those of AWS's service authorization reference of ${REFERENCE_SOURCE.date} (${REFERENCE_SOURCE.package} ${REFERENCE_SOURCE.version}), and ${ADDITIONS.length} actions that it lacks, [each with its source](../src/iam/reference/additions.ts). What they do not have may be newer all the same: it is a warning.`,
    '## To let one pass',
    'The input `ignore-findings` has one line for each finding that is to pass, with the reason:',
    ['```yaml', 'ignore-findings: |', ...EXAMPLES.map((line) => `  ${line}`), '```'].join('\n'),
    [
      '- A line counts wherever its finding is; with `@` and a Sid, only on that statement. Statements of your own, in `extra-statements`, can have one.',
      '- A policy that others put on the role passes by its name or ARN, whatever is in it later; `drift` reports it all the same.',
      '- A check of IAM Access Analyzer passes by its id, in capitals, with `access-analyzer: true`.',
      '- What passes stays in the report, last and with the reason, and is marked as suppressed in the SARIF file. GitHub shows those as open alerts all the same: dismiss them there.',
      '- What AWS refuses does not pass, for nothing would come of it; such findings say so below.',
      '- A line that lets nothing pass is told, so that it does not wait for a finding of the future.',
    ].join('\n'),
    ...RULE_GROUPS.flatMap(({ heading, rules }) => [`## ${heading}`, summary(rules), ...rules.map(section)]),
  ].join('\n\n')}\n`;
}

function summary(rules: readonly Rule[]): string {
  return table(
    ['Id', 'Severity', 'Finding'],
    rules.map(({ id, severity, title }) => [`[\`${id}\`](#${id})`, severity, escape(title)]),
  );
}

function section(rule: Rule): string {
  const { id, severity, title, why, fix, documentation, refusedByAws } = rule;
  const refusal = refusedByAws ? `, AWS refuses the document${canPass(rule) ? '' : ', so it does not pass'}` : '';
  return [
    `### ${id}`,
    `**${escape(title)}** (${severity}${refusal})`,
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
