import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Check } from './check';
import type { Chapter, Scene, Story } from './story';

const OUTPUT = join(__dirname, '../../demo-output');

/**
 * Plays chapters of a story, and says what came of each. Comments, summaries and logs are kept in demo-output/.
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

export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
