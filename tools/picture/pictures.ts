/**
 * `npm run pictures [NAME…]`: plays the situations in which people meet the Action, with the packaged Action in the sandbox,
 * and takes pictures of what they read, for the README and docs/situations.md.
 * Without names, of all.
 */
import { join } from 'node:path';
import { takePagePictures, takePictures } from './take-pictures';
import { startSandbox } from '../../sandbox/sandbox';
import { playSituation, SITUATIONS } from '../../sandbox/situations/situations';

/** The situation whose report is shown as a page, too. */
const SHOWN_AS_PAGE = 'more';

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
      const { markdown, page } = await playSituation(situation, sandbox);
      await takePictures(markdown, join(FOLDER, situation.name));
      if (situation.name === SHOWN_AS_PAGE) await takePagePictures(page!, join(FOLDER, 'page'));
    }
  } finally {
    await sandbox.stop();
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
