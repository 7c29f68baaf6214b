/** One word for a shell of POSIX; most need nothing around them. */
export function shellWord(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : shellQuoted(text);
}

/** A text in which such a shell takes nothing for anything but a letter. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The option `--name` of a command with a value that may begin with a dash, as an option does. */
export function shellOption(name: string, value: string): string {
  return `--${name}${value.startsWith('-') ? '=' : ' '}${shellWord(value)}`;
}
