/** `npm run bench`: what the Action costs, as ratios of times that are taken in the same run on the same machine. */
import { spawnSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measure } from './bench-measure';
import { timesOfPreview } from './bench-preview';
import { timesOfTemplate } from './bench-template';
import { startSandbox } from '../sandbox/sandbox';
import { POLICY_QUOTA, sizeOfDocument } from '../src/aws/quota';
import { comparePermissions } from '../src/iam/compare/permissions';
import { evaluate } from '../src/iam/evaluate/evaluate';
import type { PolicyDocument, Statement } from '../src/iam/policy/document';
import { ask, compile, questions } from '../test/iam/evaluate/simulate/cases';
import { simulationOf } from '../test/iam/evaluate/simulate/oracle';

const DIST = join(__dirname, '../dist');
const MEGABYTE = 1_000_000;

async function bench(): Promise<boolean> {
  const sandbox = await startSandbox();
  try {
    const measures = [
      await sizeOfBundle(),
      startOfAction(),
      ...(await timesOfPreview(sandbox)),
      ...(await evaluation()),
      ...comparisons(),
      ...(await template()),
    ];
    for (const measure of measures) console.log(lineOf(measure));
    return measures.every(({ figure, limit }) => figure <= limit);
  } finally {
    await sandbox.stop();
  }
}

async function sizeOfBundle(): Promise<Measure> {
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return {
    name: 'size of dist/',
    figure: sizes.reduce((sum, size) => sum + size, 0) / MEGABYTE,
    limit: 4.5,
    unit: 'MB',
  };
}

/** To the error on inputs that are all missing, against Node.js doing nothing. */
function startOfAction(): Measure {
  const [action, node] = interleaved(31, [
    () => spawnSync(process.execPath, [join(DIST, 'index.js')], { env: {} }),
    () => spawnSync(process.execPath, ['-e', '0'], { env: {} }),
  ]);
  return {
    name: 'start to the error on invalid inputs / bare Node.js',
    figure: action! / node!,
    limit: 6,
    unit: '×',
    from: `${action!.toFixed(0)} ms / ${node!.toFixed(0)} ms`,
  };
}

/** `projen new` and `projen`, with the template and with projen's own. */
async function template(): Promise<Measure[]> {
  const { ours, theirs, packageSize } = await timesOfTemplate();
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
  const ratio = (what: 'make' | 'remake') => ({
    figure: ours[what] / theirs[what],
    unit: '×',
    from: `${seconds(ours[what])} / ${seconds(theirs[what])}`,
  });
  return [
    { name: 'npx projen new --from / npx projen new typescript', limit: 1.3, ...ratio('make') },
    { name: 'npx projen in the one / in the other', limit: 1.5, ...ratio('remake') },
    { name: 'size of the packed package', figure: packageSize / 1000, limit: 440, unit: 'kB' },
  ];
}

const REPETITIONS = 10;

/** The questions that the tests put to their oracle as well: to policies that were compiled before, and from the documents on. */
async function evaluation(): Promise<Measure[]> {
  const { runUnsafeSimulation } = await import('@cloud-copilot/iam-simulate');
  const asked = (['policies', 'conditions', 'trust'] as const).flatMap((kind) => questions(kind, 300));
  const simulations = asked.map((question) => simulationOf(question));
  const compiled = asked.map((question) => compile(question));
  const [theirs, ours, fromDocuments] = interleaved(
    31,
    [
      () => simulations.forEach((simulation) => runUnsafeSimulation(simulation as never, {} as never)),
      // About as long as the others take, so that whatever else happens counts alike.
      () => {
        for (let time = 0; time < REPETITIONS; time++) {
          compiled.forEach(({ request, policies }) => evaluate(request, policies));
        }
      },
      () => asked.forEach((question) => ask(question)),
    ],
    // Nearly the shortest: they only compute, so whatever takes longer is something else.
    2,
  );
  const each = (milliseconds: number) => `${((milliseconds * 1000) / asked.length).toFixed(1)} µs`;
  const measure = (name: string, milliseconds: number, limit: number): Measure => ({
    name,
    figure: milliseconds / theirs!,
    limit,
    unit: '×',
    from: `${each(milliseconds)} / ${each(theirs!)}`,
  });
  return [
    measure('evaluate / the same by iam-simulate', ours! / REPETITIONS, 0.1),
    measure('compile and evaluate / the same by iam-simulate', fromDocuments!, 0.3),
  ];
}

/** Policies that are as large as AWS takes them: like those that people write, and made to be hard to compare. */
const LARGE: Readonly<Record<string, (index: number, variant: number) => Statement>> = {
  'compare of two policies of 6,144 characters': (index, variant) => ({
    Effect: index % 9 === 8 ? 'Deny' : 'Allow',
    Action: ['s3:GetObject', index % 2 === variant ? 's3:PutObject' : 's3:DeleteObject'],
    Resource: [`arn:aws:s3:::bucket-${index % 7}/${index % 3}/*`, `arn:aws:s3:::models/${index}-*`],
  }),
  'compare of two such policies with patterns of many services': (index, variant) => ({
    Effect: index % 7 === 6 ? 'Deny' : 'Allow',
    Action: ['s3:Get*', 's3:*', 'sagemaker:Describe*', 'ecr:*', 'logs:*', 'iam:*'].slice(index % 4, (index % 4) + 3),
    Resource: [`arn:aws:s3:::b-${index + variant}/*`, `arn:aws:sagemaker:us-west-2:123456789012:*/m-${index}*`, '*'],
    ...(index % 3 === 0 && { Condition: { StringEquals: { 'aws:RequestedRegion': `eu-west-${index}` } } }),
  }),
  'compare of two such policies that are too hard': (index, variant) => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::*${index + 3 * variant}*/*x${index}*`,
  }),
};

function comparisons(): Measure[] {
  return Object.entries(LARGE).map(([name, statement]) => {
    const [before, after] = [0, 1].map((variant) => largestPolicy((index) => statement(index, variant)));
    const [milliseconds] = interleaved(9, [() => comparePermissions(before, after)]);
    return { name, figure: milliseconds!, limit: 100, unit: 'ms' };
  });
}

function largestPolicy(statement: (index: number) => Statement): PolicyDocument {
  const statements: Statement[] = [];
  for (let index = 0; ; index++) {
    const document: PolicyDocument = { Version: '2012-10-17', Statement: [...statements, statement(index)] };
    if (sizeOfDocument(JSON.stringify(document)) > POLICY_QUOTA) return { ...document, Statement: statements };
    statements.push(statement(index));
  }
}

/**
 * @param rank which of the times counts, from 0 for the shortest
 * @returns the median of each in milliseconds; taken in turns, so that all have the same share of what else goes on
 */
function interleaved(runs: number, bodies: readonly (() => unknown)[], rank = Math.floor(runs / 2)): number[] {
  const times = bodies.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [index, body] of bodies.entries()) {
      const start = performance.now();
      body();
      times[index]!.push(performance.now() - start);
    }
  }
  return times.map((taken) => taken.sort((a, b) => a - b)[rank]!);
}

function lineOf({ name, figure, limit, unit, from }: Measure): string {
  const number = Number.isInteger(figure) ? `${figure}` : figure.toFixed(2);
  const within = figure <= limit ? '✓' : '✗';
  return `${within} ${name.padEnd(52)} ${`${number} ${unit}`.padEnd(8)} at most ${limit} ${unit} ${from ? `(${from})` : ''}`.trimEnd();
}

bench().then(
  (within) => (process.exitCode = within ? 0 : 1),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
