import { availableParallelism } from 'node:os';
import { cachedFolder, isCached } from './cache';
import { Progress, type Tell } from './progress';

/** What takes long to make, so that it is kept in the cache and people are told how far it is. */
export interface Build {
  /** What it is, for people. */
  readonly title: string;
  /** What it takes where nothing is downloaded and compiled yet, in seconds of one core. */
  readonly cpuSeconds: number;
  /** In the cache; another one when it is made of something else. */
  folderName(): Promise<string>;
  make(folder: string, tell: Tell): Promise<void>;
}

const progress = new Progress();
const running = new Map<string, Promise<string>>();

/** @returns the folder in the cache, after it was made if it was not there */
export async function built(build: Build): Promise<string> {
  const name = await build.folderName();
  const made =
    running.get(name) ??
    cachedFolder(name, (folder) => progress.of(build.title, (tell) => build.make(folder, tell))).finally(() =>
      running.delete(name),
    );
  running.set(name, made);
  return made;
}

/** Makes what is missing side by side. @param say gets what that is, and about how long it takes */
export async function buildMissing(builds: readonly Build[], say: (text: string) => void): Promise<void> {
  const names = await Promise.all(builds.map((build) => build.folderName()));
  const missing = builds.filter((_, index) => !isCached(names[index]!));
  say(announcement(missing, availableParallelism()));
  await Promise.all(missing.map(built));
}

/** @param cores of this machine */
export function announcement(missing: readonly Pick<Build, 'title' | 'cpuSeconds'>[], cores: number): string {
  if (missing.length === 0) return 'Nothing to build: all of it is in the cache.';
  const seconds = missing.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0) / cores;
  const duration = seconds < 60 ? 'less than a minute' : `about ${Math.round(seconds / 60)} min`;
  const titles = missing.map(({ title }) => title).join(', ');
  return `To build, once: ${titles}. That takes ${duration} on ${cores} cores, and stays in the cache.`;
}
