/** The command `model-deployment-iam`: connects it to the shell. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { run } from './run';

// A reader such as `head` may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), {
  readFile: async (path) => withoutMark(await readFile(path, 'utf8')),
  readInput: async () => withoutMark(await text(process.stdin)),
  print: (output) => void process.stdout.write(output),
  printError: (output) => void process.stderr.write(output),
  // https://no-color.org
  colours: process.stdout.isTTY && !process.env.NO_COLOR,
}).then((code) => {
  process.exitCode = code;
});

/** Editors on Windows like to put a byte order mark first. */
function withoutMark(content: string): string {
  return content.replace(/^\uFEFF/, '');
}
