/** `npm run demo`: the Action in the life of a pull request, on this machine only. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Check } from './check';
import { type Chapter, pullRequestStory, type Scene, type Story } from './story';
import { buildMissing } from '../build';
import { SANDBOX } from '../builds';
import { startSandbox } from '../sandbox';

const OUTPUT = join(__dirname, '../../demo-output');

async function demo(): Promise<boolean> {
  const start = performance.now();
  console.log('Starting AWS, GitHub, the Pulumi engine and its provider on this machine.');
  await buildMissing(SANDBOX, console.log);
  const sandbox = await startSandbox();
  try {
    await rm(OUTPUT, { recursive: true, force: true });
    await mkdir(OUTPUT);
    const story = await pullRequestStory(sandbox);
    console.log(`Ready after ${secondsSince(start)}.`);

    let failed = 0;
    for (const [index, chapter] of story.chapters.entries()) failed += await play(chapter, index + 1, story);

    console.log(`\nThe comments and job summaries are in ${relative(process.cwd(), OUTPUT)}/.`);
    console.log(
      `${failed === 0 ? 'Everything holds' : `${failed} of the claims do not hold`} (${secondsSince(start)}).`,
    );
    return failed === 0;
  } finally {
    await sandbox.stop();
  }
}

/** @returns how many claims do not hold */
async function play(chapter: Chapter, number: number, story: Story): Promise<number> {
  console.log(`\n${number}. ${chapter.title}`);
  const start = performance.now();
  const scene = await chapter.play();
  const headline = scene.workflow && /^### (.*)$/m.exec(scene.workflow.summary)?.[1];
  if (headline) console.log(`   ${headline.replaceAll('`', '')}`);
  for (const check of scene.checks) console.log(line(check));
  await save(`${number}-${chapter.name}`, scene, story);
  console.log(`   ${secondsSince(start)}`);
  return scene.checks.filter(({ holds }) => !holds).length;
}

function line({ claim, holds, found }: Check): string {
  return `   ${holds ? '✓' : '✗'} ${claim}${found === undefined ? '' : `\n     found: ${found}`}`;
}

async function save(name: string, { workflow }: Scene, story: Story): Promise<void> {
  if (!workflow) return;
  await writeFile(join(OUTPUT, `${name}.log`), workflow.log);
  await writeFile(join(OUTPUT, `${name}.summary.md`), workflow.summary);
  await writeFile(join(OUTPUT, `${name}.comment.md`), story.comment() ?? '');
}

function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

demo().then(
  (succeeded) => (process.exitCode = succeeded ? 0 : 1),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
