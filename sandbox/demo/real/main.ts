/**
 * The story of the demo in an account of AWS: what real.yml runs. docs/real.md says what it needs.
 *
 *     tsx sandbox/demo/real/main.ts build
 *     tsx sandbox/demo/real/main.ts play [CHAPTER ...]
 *     tsx sandbox/demo/real/main.ts clean
 */
import { type RealAccount, readRealAccount } from './account';
import { cleanUp, noteRun } from './clean-up';
import { clientsOf } from './clients';
import { placeInAccount } from './place';
import { buildMissing } from '../../build';
import { RUNNER } from '../../builds';
import { playStory } from '../play';
import { pullRequestStory } from '../story';

async function main([command, ...names]: readonly string[]): Promise<boolean> {
  if (command === 'build') {
    await buildMissing(RUNNER, console.log);
    return true;
  }
  const account = readRealAccount(process.env);
  if (command === 'play') return play(account, names);
  if (command === 'clean') return clean(account);
  throw new Error(`Expected build, play or clean, but got ${command ?? 'nothing'}.`);
}

/** @param names of chapters, each of which goes on from those before; none for all of them */
async function play(account: RealAccount, names: readonly string[]): Promise<boolean> {
  await noteRun(account, clientsOf(account, process.env));
  const place = await placeInAccount(account, process.env);
  try {
    const story = await pullRequestStory(place);
    const chapters = story.chapters.filter(({ name }) => names.length === 0 || names.includes(name));
    return await playStory(story, chapters);
  } finally {
    await place.stop();
  }
}

async function clean(account: RealAccount): Promise<boolean> {
  const left = await cleanUp(account, clientsOf(account, process.env), console.log);
  for (const sentence of left) console.error(sentence);
  return left.length === 0;
}

// The workflow that plays goes with this process: afterwards, all that it has made is cleared away.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main(process.argv.slice(2)).then(
  (succeeded) => (process.exitCode = succeeded ? 0 : 1),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
