/** Reads rendered Markdown the way GitHub's parser does, as far as tests need it. */

/** What is still open at the end of the Markdown: fences and `<details>`. Empty for well-formed Markdown. */
export function leftOpen(markdown: string): string[] {
  const open: string[] = [];
  for (const line of markdown.split('\n')) {
    const fence = /^(`{3,})/.exec(line)?.[1];
    const current = open.at(-1);
    if (current?.startsWith('`')) {
      if (fence && fence.length >= current.length && line === fence) open.pop();
    } else if (fence) {
      open.push(fence);
    } else if (line.startsWith('<details')) {
      open.push('details');
    } else if (line === '</details>') {
      if (open.pop() !== 'details') open.push('a </details> too many');
    }
  }
  return open;
}

/** The Markdown without blocks of code and inline code: what GitHub acts upon. */
export function outsideCode(markdown: string): string {
  // A backtick behind a backslash opens nothing.
  return outsideFences(markdown).replace(/(\\.)|(`+)(?!`).*?(?<!`)\2(?!`)/g, '$1');
}

function outsideFences(markdown: string): string {
  return markdown.replace(/^(`{3,})[a-z]*\n[\s\S]*?^\1$/gm, '');
}

/** The cells of each row of the Markdown's tables, the header and the row of dashes among them. */
export function tableRows(markdown: string): string[][] {
  return outsideFences(markdown)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}
