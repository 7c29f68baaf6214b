/** What Go writes after the line that says what happened. */
const TRACE = /\n(?:\[signal \w+[^\n]*\n)?\s*\n?(?:goroutine \d+ |runtime stack:)[^]*$/;

/** @returns the text without the stack traces of crashed programs, and with a note in their place */
export function withoutTrace(text: string): string {
  return text.replace(TRACE, '\n(The stack trace is left out.)');
}
