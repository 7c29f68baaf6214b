/**
 * Puts generated Markdown in place of what stands between the lines `<!-- NAME:begin -->` and `<!-- NAME:end -->`.
 *
 * @param text the whole file
 * @throws Error unless each of the two lines is there once, in this order
 */
export function replaceBetweenMarkers(text: string, name: string, markdown: string): string {
  const lines = text.split('\n');
  const begin = lineOf(lines, `<!-- ${name}:begin -->`);
  const end = lineOf(lines, `<!-- ${name}:end -->`);
  if (end < begin) {
    throw new Error(`the line "<!-- ${name}:end -->" must stand after "<!-- ${name}:begin -->", and stands before it`);
  }
  return [...lines.slice(0, begin + 1), '', markdown, '', ...lines.slice(end)].join('\n');
}

function lineOf(lines: readonly string[], marker: string): number {
  const found = lines.flatMap((line, index) => (line.trim() === marker ? [index] : []));
  if (found.length === 1) return found[0]!;

  throw new Error(
    found.length === 0
      ? `the line "${marker}" is missing`
      : `the line "${marker}" must be there once, and is there ${found.length} times`,
  );
}
