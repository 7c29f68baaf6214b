import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Check } from './check';
import { savedFiles } from './saved';
import type { Chapter, Story } from './story';

const OUTPUT = join(__dirname, '../../demo-output');

/**
 * Plays chapters of a story, and says what came of each. Comments, summaries and logs are kept in demo-output/,
 * each beside the step that wrote it.
 *
 * @returns whether all claims hold
 */
export async function playStory(story: Story, chapters: readonly Chapter[] = story.chapters): Promise<boolean> {
  const start = performance.now();
  await rm(OUTPUT, { recursive: true, force: true });
  await mkdir(OUTPUT);
  let failed = 0;
  for (const [index, chapter] of chapters.entries()) failed += await play(chapter, index + 1, story);

  console.log(`\nThe comments and job summaries are in ${relative(process.cwd(), OUTPUT)}/.`);
  console.log(`${failed === 0 ? 'Everything holds' : `${failed} of the claims do not hold`} (${secondsSince(start)}).`);
  return failed === 0;
}

/** @returns how many claims do not hold */
async function play(chapter: Chapter, number: number, story: Story): Promise<number> {
  console.log(`\n${number}. ${chapter.title}`);
  const start = performance.now();
  const before = story.comments();
  const scene = await chapter.play();
  const headline = scene.workflow && /^### (.*)$/m.exec(scene.workflow.summary)?.[1];
  if (headline) console.log(`   ${headline.replaceAll('`', '')}`);
  for (const check of scene.checks) console.log(line(check));
  const files = savedFiles(scene, before, story.comments());
  for (const [kind, text] of Object.entries(files)) {
    await writeFile(join(OUTPUT, `${number}-${chapter.name}.${kind}`), text);
  }
  console.log(`   ${secondsSince(start)}`);
  return scene.checks.filter(({ holds }) => !holds).length;
}

function line({ claim, holds, found }: Check): string {
  return `   ${holds ? '✓' : '✗'} ${claim}${found === undefined ? '' : `\n     found: ${found}`}`;
}

export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
