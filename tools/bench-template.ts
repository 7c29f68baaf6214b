/** What the template costs, against projen's own TypeScript project; a part of `npm run bench`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../sandbox/process';
import { startLocalRegistry } from '../sandbox/registry/local-registry';
import { compilePackage, packPackage } from '../sandbox/registry/packed-package';
import { type Scaffold, scaffoldNew, scaffoldTypescript } from '../sandbox/template/scaffold';

const FLAGS = ['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2'];
const ROUNDS = 3;

export interface TemplateTimes {
  /** Milliseconds of `projen new` and of `projen`: the shortest of the rounds, the first of which warms the caches. */
  readonly ours: { readonly make: number; readonly remake: number };
  readonly theirs: { readonly make: number; readonly remake: number };
  /** Bytes. */
  readonly packageSize: number;
}

export async function timesOfTemplate(): Promise<TemplateTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-bench-'));
  const registry = await startLocalRegistry((await run('npm', ['config', 'get', 'registry'])).trim());
  try {
    await compilePackage();
    const packed = await packPackage(folder, { version: '1.0.0', commit: 'c0ffee'.padEnd(40, '0') });
    registry.publish(packed);
    const rounds: Pick<TemplateTimes, 'ours' | 'theirs'>[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const ours = await timed(() => scaffoldNew(folder, registry, FLAGS));
      const theirs = await timed(() => scaffoldTypescript(folder, registry));
      if (round > 0) rounds.push({ ours, theirs });
    }
    const shortest = (who: 'ours' | 'theirs', what: 'make' | 'remake') =>
      Math.min(...rounds.map((round) => round[who][what]));
    return {
      ours: { make: shortest('ours', 'make'), remake: shortest('ours', 'remake') },
      theirs: { make: shortest('theirs', 'make'), remake: shortest('theirs', 'remake') },
      packageSize: packed.tarball.length,
    };
  } finally {
    await registry.stop();
    await rm(folder, { recursive: true });
  }
}

async function timed(scaffolding: () => Promise<Scaffold>): Promise<{ make: number; remake: number }> {
  const start = performance.now();
  const scaffold = await scaffolding();
  const made = performance.now();
  await scaffold.run('npx', 'projen');
  return { make: made - start, remake: performance.now() - made };
}
