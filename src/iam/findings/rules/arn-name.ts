/** Where the last part of an ARN starts. A colon in the name of a variable does not count. */
export function startOfName(entry: string): number {
  const masked = entry.replace(/\$\{[^}]*\}/g, (variable) => '$'.repeat(variable.length));
  return /^(?:[^:]*:){5}/.exec(masked)?.[0].length ?? entry.length;
}
