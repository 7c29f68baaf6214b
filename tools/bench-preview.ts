/** What a preview by the Action costs, against what of it is the engine's; a part of `npm run bench`. */
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Measure } from './bench-measure';
import { type ActionOptions, runAction } from '../sandbox/action';
import { credentialVariables } from '../sandbox/aws/local-aws';
import { goTool } from '../sandbox/go-tools';
import { run } from '../sandbox/process';
import type { Sandbox } from '../sandbox/sandbox';

const ROUNDS = 9;

/** Of a stack that exists, with a change in it, and a pull request that has a comment already. */
export async function timesOfPreview(sandbox: Sandbox): Promise<Measure[]> {
  const pullRequest = { number: sandbox.github.addPullRequest() };
  const event = { name: 'pull_request', payload: { pull_request: pullRequest } };
  const act = async (inputs: ActionOptions['inputs'], environment?: NodeJS.ProcessEnv) => {
    const done = await runAction(sandbox, { inputs: { comment: 'never', ...inputs }, event, environment });
    if (done.exitCode !== 0) throw new Error(done.log);
    return done;
  };
  const { outputs } = await act({ command: 'up' });
  const documents = { POLICY: outputs['policy-document'], TRUST: outputs['trust-policy'] };
  const inlineProgram = await makeInlineProgram(sandbox);
  await inlineProgram('up', {
    ...documents,
    POLICY: (await act({ permissions: 'baseline' })).outputs['policy-document'],
  });

  let round = 0;
  const [withComment, inline, refreshed, unrefreshed, drift] = await inTurns(
    // The comment is another one each time, or there would be nothing to write.
    () => act({ refresh: 'true', comment: 'always', permissions: round++ % 2 === 0 ? 'baseline' : 'invoke' }),
    () => inlineProgram('preview', documents),
    () => act({ refresh: 'true', permissions: 'baseline' }),
    () => act({ refresh: 'false', permissions: 'baseline' }),
    () => act({ command: 'drift' }),
  );
  return [
    ratio('preview with a comment / a plain inline program', withComment!, inline!, 1.25),
    ratio('preview with refresh / without', refreshed!, unrefreshed!, 1.5),
    ratio('drift / preview with refresh', drift!, refreshed!, 1.1),
    ...(await partsOfPreview(sandbox, (environment) => act({ refresh: 'true', permissions: 'baseline' }, environment))),
  ];
}

/** Bundles it as the Action is bundled. @returns what runs it, on a stack of its own in the same backend */
async function makeInlineProgram({ folder: parent, aws, backendUrl, environment, workflowUser }: Sandbox) {
  const folder = await mkdtemp(join(parent, 'inline-'));
  await run('npx', ['tsx', join(__dirname, 'bundle.ts'), folder, join(__dirname, 'bench-inline/program.ts')]);
  const env = {
    ...environment,
    ...credentialVariables(workflowUser),
    AWS_REGION: aws.region,
    PULUMI_BACKEND_URL: backendUrl,
    PULUMI_CONFIG_PASSPHRASE: '',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
    NAME: 'inline',
  };
  return (command: 'up' | 'preview', documents: NodeJS.ProcessEnv) =>
    run(process.execPath, [join(folder, 'index.js'), command], { env: { ...env, ...documents } });
}

/** When the engine's own preview began and ended in that of the Action. */
async function partsOfPreview(
  sandbox: Sandbox,
  preview: (environment: NodeJS.ProcessEnv) => Promise<unknown>,
): Promise<Measure[]> {
  const shim = await engineShim(sandbox);
  const environment = { PATH: [shim.folder, sandbox.environment.PATH].join(delimiter) };
  const runs = [];
  for (let round = 0; round < ROUNDS; round++) {
    await writeFile(shim.log, '');
    const start = Date.now();
    await preview(environment);
    const whole = Date.now() - start;
    const processes = await shim.processes();
    const engine = processes.find(({ command }) => command === 'preview')!;
    const milliseconds = engine.end - engine.start;
    const before = engine.start - start;
    const ratioOfRun = whole / milliseconds;
    runs.push({ whole, before, milliseconds, ratioOfRun, processes: processes.length });
  }
  const { whole, before, milliseconds, ratioOfRun, processes } = medianBy(runs, (one) => one.ratioOfRun);
  const after = whole - before - milliseconds;
  return [
    {
      name: 'preview as a whole / the engine’s preview in it',
      figure: ratioOfRun,
      // The engine’s part is the smaller, the less it has to do for us.
      limit: 1.8,
      unit: '×',
      from: `${ms(before)} before, ${ms(milliseconds)} the engine, ${ms(after)} after`,
    },
    { name: 'engine processes of a preview', figure: processes, limit: 2, unit: '' },
  ];
}

/** A `pulumi` that writes down when the real one ran. */
async function engineShim({ folder: parent }: Sandbox) {
  const folder = join(parent, 'engine-shim');
  const log = join(folder, 'log');
  const executable = join(folder, 'pulumi');
  await mkdir(folder);
  await writeFile(
    executable,
    `#!/bin/sh
start=$(date +%s%N)
'${join(await goTool('pulumi'), 'pulumi')}' "$@"
code=$?
echo "$1 $start $(date +%s%N)" >> '${log}'
exit $code
`,
  );
  await chmod(executable, 0o755);
  return {
    folder,
    log,
    /** Milliseconds since 1970. */
    async processes() {
      const lines = (await readFile(log, 'utf8')).trim().split('\n');
      return lines.map((line) => {
        const [command, start, end] = line.split(' ');
        return { command, start: Number(start) / 1e6, end: Number(end) / 1e6 };
      });
    },
  };
}

/** @returns the milliseconds of each in every round; taken in turns, so that all have the same share of what else goes on */
async function inTurns(...bodies: readonly (() => Promise<unknown>)[]): Promise<number[][]> {
  const times = bodies.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, body] of bodies.entries()) {
      const start = performance.now();
      await body();
      times[index]!.push(performance.now() - start);
    }
  }
  return times;
}

/** The median of the ratios of the rounds: what else goes on differs more from round to round than within one. */
function ratio(name: string, these: readonly number[], those: readonly number[], limit: number): Measure {
  const rounds = these.map((time, round) => ({ time, other: those[round]! }));
  const { time, other } = medianBy(rounds, (one) => one.time / one.other);
  return { name, figure: time / other, limit, unit: '×', from: `${ms(time)} / ${ms(other)}` };
}

function medianBy<T>(items: readonly T[], rank: (item: T) => number): T {
  return [...items].sort((a, b) => rank(a) - rank(b))[Math.floor(items.length / 2)]!;
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(0)} ms`;
}
