/** The command `model-deployment-iam`: connects it to the shell. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { decoded } from './decoded';
import { run } from './run';

// A reader such as `head` may have seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), {
  readFile: async (path) => decoded(await readFile(path)),
  readInput: async () => decoded(await buffer(process.stdin)),
  print: (output) => void process.stdout.write(output),
  printError: (output) => void process.stderr.write(output),
  // https://no-color.org
  colours: process.stdout.isTTY && !process.env.NO_COLOR,
  environment: process.env,
  folder: process.cwd(),
}).then((code) => {
  process.exitCode = code;
});
