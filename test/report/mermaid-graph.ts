/** Mermaid's graphs by the part of its grammar that reports use: any other line is one that a name has made. */

const ID = '(?:role|policy|(?:principal|resource|foreign)\\d+)';
/** In quotes a label ends at the next quote, and Mermaid looks for entity codes, Markdown and links in it. */
const LABEL = '"([^"\\n]+)"';
const LINES = [
  /^graph LR$/,
  new RegExp(`^  role\\(\\[${LABEL}\\]\\) --> policy\\[${LABEL}\\]$`),
  new RegExp(`^  ${ID}\\[${LABEL}\\]$`),
  new RegExp(`^  ${ID}\\[${LABEL}\\] (?:-- assumes -->|== ${LABEL} ==>) role$`),
  new RegExp(`^  policy (?:-- ${LABEL} -->|== ${LABEL} ==>|-\\. ${LABEL} \\.-x) ${ID}$`),
  new RegExp(`^  role --> ${ID}\\[${LABEL}\\]$`),
];

/** @returns what a name has become in the graph, other than a part of a label */
export function mermaidPowersIn(graph: string): string[] {
  return graph.split('\n').flatMap((line) => {
    const [match] = LINES.flatMap((pattern) => pattern.exec(line) ?? []);
    if (match === undefined) return [`the line ${line}`];
    const [, ...labels] = LINES.map((pattern) => pattern.exec(line)).find((found) => found !== null)!;
    return labels.filter((label) => label !== undefined).flatMap(powersInLabel);
  });
}

/**
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 * https://mermaid.js.org/syntax/flowchart.html#markdown-formatting
 */
function powersInLabel(label: string): string[] {
  const plain = label
    .replaceAll('<br>', ' ')
    .replace(/#\d+;/g, '')
    .replace(/^(new|eased): /, '');
  return /^[\p{L}\p{N} ,.…/-]*$/u.test(plain) && !/www\.|^\d+\. |^- /i.test(plain) ? [] : [`the label ${label}`];
}
