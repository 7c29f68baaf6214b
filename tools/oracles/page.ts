import type { Comparison } from './comparison';

/** The page for readers, in Markdown: how many cases agree, and why the others do not. It has none of the cases. */
export function oraclesPage(comparisons: readonly Comparison[]): string {
  const counts = comparisons.map(({ title, cases, disagreements }) => [
    title,
    String(cases),
    String(cases - disagreements.length),
    String(disagreements.filter(({ explanation }) => explanation).length),
    String(disagreements.filter(({ explanation }) => !explanation).length),
  ]);
  return `${[
    '# Agreement with others',
    'How the checks of policies agree with cases that others have collected. The cases are not part of this repository; `tools/oracles.ts` runs over a folder with them.',
    table(['Question', 'Cases', 'Agree', 'Differ, explained', 'Differ, not explained'], counts),
    ...comparisons.flatMap(({ title, source, question, disagreements }) => [
      `## ${title}`,
      `${question} Source: ${source}.`,
      disagreements.length > 0
        ? table(
            ['Case', 'There', 'Here', 'Explanation'],
            disagreements.map((each) => [
              each.name,
              each.expected,
              each.found,
              each.explanation ?? '**not explained**',
            ]),
          )
        : 'All cases agree.',
    ]),
  ].join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/[|\n]/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
