import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, type Project } from 'projen';
import { bucketPath } from './bucket-path';
import type { Deployment } from '../options/deployment';

const FILE = 'models.json';

/** A model as the registry has it. What a user has written may be anything. */
interface Entry {
  readonly name?: unknown;
  /** By the names of the environments. */
  readonly endpoints?: unknown;
  /** Where earlier versions had the only one. */
  readonly endpoint?: unknown;
  readonly artifact?: unknown;
}

/** The registry of the models: written where there is none, and from then on the user's, compared with the options. */
export class ModelRegistry extends Component {
  /** @param project the root of the repository */
  public static of(project: Project): ModelRegistry {
    const components: unknown[] = project.components;
    const existing = components.find((component) => component instanceof ModelRegistry);
    return (existing as ModelRegistry | undefined) ?? new ModelRegistry(project);
  }

  private readonly deployments: Deployment[] = [];

  public add(deployment: Deployment): void {
    this.deployments.push(deployment);
  }

  public override synthesize(): void {
    const file = join(this.project.outdir, FILE);
    if (existsSync(file)) this.compare(readFileSync(file, 'utf8'));
    else writeFileSync(file, `${JSON.stringify({ models: this.deployments.map(entryOf) }, undefined, 2)}\n`);
  }

  private compare(text: string): void {
    for (const problem of differences(text, this.deployments)) this.project.logger.warn(`${FILE}: ${problem}`);
  }
}

function entryOf({ model, environments }: Deployment) {
  return {
    name: model,
    endpoints: endpointsOf(environments),
    version: '1',
    artifact: `${foldersOf(environments)[0]}model.tar.gz`,
    owner: 'your-team',
  };
}

function endpointsOf(environments: Deployment['environments']): Readonly<Record<string, string>> {
  return Object.fromEntries(environments.map(({ name, endpoint }) => [name, endpoint]));
}

/** Where artifacts may be. */
function foldersOf(environments: Deployment['environments']): string[] {
  const folders = environments.map(({ inputs }) => {
    const path = bucketPath(inputs.bucket!);
    return `s3://${[path, ...(path.includes('/') || !inputs.prefix ? [] : [inputs.prefix])].join('/')}`;
  });
  return [...new Set(folders.map((folder) => folder.replace(/\/*$/, '/')))];
}

/** @returns what in the registry is not as the options have it */
export function differences(text: string, deployments: readonly Deployment[]): string[] {
  const models = modelsIn(text);
  if (models === undefined) return ['expected JSON with a list "models", which scripts/deploy-model.sh reads'];
  return deployments.flatMap((deployment) => {
    const entry = models.find(({ name }) => name === deployment.model);
    if (entry === undefined) {
      return [`${deployment.model} is missing. Add ${JSON.stringify(entryOf(deployment))}`];
    }
    return [...wrongEndpoints(entry, deployment), ...wrongArtifact(entry, deployment)];
  });
}

function modelsIn(text: string): readonly Entry[] | undefined {
  try {
    const { models } = JSON.parse(text);
    return Array.isArray(models) ? models.filter((model) => typeof model === 'object' && model !== null) : undefined;
  } catch {
    return undefined;
  }
}

function wrongEndpoints({ endpoint, endpoints }: Entry, { model, environments }: Deployment): string[] {
  const expected = endpointsOf(environments);
  if (endpoints !== undefined) {
    const isSame = JSON.stringify(sorted(endpoints)) === JSON.stringify(sorted(expected));
    return isSame
      ? []
      : [
          `the "endpoints" of ${model} are ${JSON.stringify(endpoints)}, and in the options ${JSON.stringify(expected)}`,
        ];
  }
  const known = Object.values(expected);
  if (endpoint === undefined || known.includes(endpoint as string)) return [];
  return [`the "endpoint" of ${model} is ${JSON.stringify(endpoint)}, and in the options ${known.join(', ')}`];
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).sort() : value;
}

function wrongArtifact({ artifact }: Entry, { model, environments }: Deployment): string[] {
  const folders = foldersOf(environments);
  if (artifact === undefined || folders.some((folder) => String(artifact).startsWith(folder))) return [];
  return [
    `the "artifact" of ${model} is ${JSON.stringify(artifact)}, and the options have it in ${folders.join(' or ')}, so the role may not read it`,
  ];
}
