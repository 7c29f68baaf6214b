/** The command `model-deployment-iam`: connects it to the shell. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { decoded } from './decoded';
import { inWordsOfFiles, readAtMost } from './read-bytes';
import { run } from './run';

// A reader such as `head` may have seen enough.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function readFile(path: string): Promise<string> {
  try {
    // Only to say so: to open a folder fails late, and in other words on every system.
    if ((await stat(path)).isDirectory()) throw new Error('it is a folder.');
    return decoded(await readAtMost(createReadStream(path)));
  } catch (error) {
    throw inWordsOfFiles(error as Error);
  }
}

void run(process.argv.slice(2), {
  readFile,
  readInput: async () => decoded(await readAtMost(process.stdin)),
  print: (output) => void process.stdout.write(output),
  printError: (output) => void process.stderr.write(output),
  // https://no-color.org
  colours: process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  environment: process.env,
  folder: process.cwd(),
}).then((code) => {
  process.exitCode = code;
});
