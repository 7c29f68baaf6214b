/** `npm run demo`: the Action in the life of a pull request, on this machine only. */
import { placeInSandbox } from './place';
import { playStory, secondsSince } from './play';
import { pullRequestStory } from './story';
import { buildMissing } from '../build';
import { SANDBOX } from '../builds';
import { startSandbox } from '../sandbox';

async function demo(): Promise<boolean> {
  const start = performance.now();
  console.log('Starting AWS, GitHub, the Pulumi engine and its provider on this machine.');
  await buildMissing(SANDBOX, console.log);
  const sandbox = await startSandbox();
  try {
    const story = await pullRequestStory(placeInSandbox(sandbox));
    console.log(`Ready after ${secondsSince(start)}.`);
    return await playStory(story);
  } finally {
    await sandbox.stop();
  }
}

demo().then(
  (succeeded) => (process.exitCode = succeeded ? 0 : 1),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
