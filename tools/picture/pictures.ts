/**
 * `npm run pictures [NAME…]`: plays the situations in which people meet the Action, with the packaged Action in the sandbox,
 * and takes pictures of what they read, for the README and docs/situations.md.
 * Without names, of all.
 */
import { join } from 'node:path';
import { takePictures } from './take-pictures';
import { startSandbox } from '../../sandbox/sandbox';
import { markdownOf, SITUATIONS } from '../../sandbox/situations/situations';

const FOLDER = join(__dirname, '../../docs/pictures');

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !SITUATIONS.some((each) => each.name === name));
  if (unknown) {
    throw new Error(`There is no situation ${unknown}: ${SITUATIONS.map(({ name }) => name).join(', ')}`);
  }
  const sandbox = await startSandbox();
  try {
    for (const situation of SITUATIONS) {
      if (names.length > 0 && !names.includes(situation.name)) continue;
      console.log(situation.title);
      await takePictures(await markdownOf(situation, sandbox), join(FOLDER, situation.name));
    }
  } finally {
    await sandbox.stop();
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
