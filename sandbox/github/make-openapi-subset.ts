/**
 * Makes github-openapi.json from GitHub's own description of its REST API. The npm package that has the description is
 * far too large to depend on (394 MB), so this is run by hand when the stand-in needs another operation:
 *
 *     cd "$(mktemp -d)" && npm install --ignore-scripts @octokit/openapi@23.0.2
 *     npx tsx sandbox/github/make-openapi-subset.ts FOLDER/node_modules/@octokit/openapi
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

/** The operations that the stand-in serves. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  '/repos/{owner}/{repo}/issues': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/{issue_number}': ['get', 'patch'],
  '/repos/{owner}/{repo}/issues/{issue_number}/labels': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}': ['delete'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/{issue_number}/events': ['get'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['get', 'patch', 'delete'],
  '/repos/{owner}/{repo}/pulls/{pull_number}': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/files': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/reviews': ['get'],
  '/repos/{owner}/{repo}/collaborators/{username}/permission': ['get'],
  '/repos/{owner}/{repo}/activity': ['get'],
  '/repos/{owner}/{repo}/commits/{commit_sha}/pulls': ['get'],
  '/repos/{owner}/{repo}/contents/{path}': ['get'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}': ['get'],
  '/repos/{owner}/{repo}/branches/{branch}': ['get'],
  '/repos/{owner}/{repo}/environments/{environment_name}': ['get'],
  '/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies': ['get'],
};

/** The resources that have too many properties to write each down: the stand-in fills in GitHub's example. */
const EXAMPLES = ['issue', 'pull-request', 'pull-request-simple-items', 'workflow-run', 'branch-get'];

/** What says nothing about whether a request or response is valid. */
const DOCUMENTATION = ['description', 'example', 'examples', 'externalDocs', 'summary', 'tags', 'x-github'];

const source = process.argv[2];
if (!source) throw new Error('Expected the folder of the npm package @octokit/openapi as the only argument.');

const api = JSON.parse(readFileSync(join(source, 'generated/api.github.com.json'), 'utf8')) as JsonObject;
const { version, license } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as JsonObject;

const paths = Object.fromEntries(
  Object.entries(OPERATIONS).map(([path, methods]) => [
    path,
    Object.fromEntries(methods.map((method) => [method, adapted(at(api, ['paths', path, method]))])),
  ]),
);
const subset = {
  openapi: api.openapi,
  info: { title: 'A part of @octokit/openapi', version, license: { name: license } },
  paths,
  components: componentsOf(paths),
};
const target = join(__dirname, 'github-openapi.json');
writeFileSync(target, `${JSON.stringify(subset, null, 1)}\n`);
console.log(`${target}: ${readFileSync(target).length} bytes`);

/** Every component that is referred to, directly or through another, and the examples. */
function componentsOf(root: Json): JsonObject {
  const components: Record<string, Record<string, Json>> = {
    examples: Object.fromEntries(EXAMPLES.map((name) => [name, at(api, ['components', 'examples', name])])),
  };
  const pending = referencesIn(root);
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    const [, kind, name] = reference.replace('#/', '').split('/');
    components[kind] ??= {};
    if (name in components[kind]) continue;
    components[kind][name] = adapted(at(api, ['components', kind, name]));
    pending.push(...referencesIn(components[kind][name]));
  }
  return components;
}

function referencesIn(node: Json): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : referencesIn(value),
  );
}

/**
 * What the validator needs of a part of the description.
 *
 * @param isMap whether the keys are names of the API, where `description` is a property like any other
 */
function adapted(node: Json, isMap = false): Json {
  if (Array.isArray(node)) return node.map((item: Json) => adapted(item));
  if (typeof node !== 'object' || node === null) return node;
  const parts = Object.entries(withExplicitNull(node as JsonObject))
    .filter(([key]) => isMap || !DOCUMENTATION.includes(key))
    .map(([key, value]) => [key, adapted(value, !isMap && key === 'properties')]);
  return Object.fromEntries(parts);
}

/** The validator rejects `nullable` beside a choice of types, where GitHub means null as one more choice. */
function withExplicitNull(schema: JsonObject): JsonObject {
  const choice = ['oneOf', 'anyOf'].find((key) => Array.isArray(schema[key]));
  if (choice === undefined || schema.nullable !== true || schema.type !== undefined) return schema;

  const { nullable: _, ...rest } = schema;
  return {
    ...rest,
    [choice]: [...(schema[choice] as readonly Json[]), { type: 'string', nullable: true, enum: [null] }],
  };
}

function at(root: Json, path: readonly string[]): Json {
  const node = path.reduce<Json | undefined>((parent, key) => (parent as JsonObject | undefined)?.[key], root);
  if (node === undefined) throw new Error(`The description has no ${path.join(' ')}.`);
  return node;
}
