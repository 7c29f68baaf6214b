import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownTarget } from './target';
import { readRepositoryFile } from './workspace-files';
import { isAccountId } from '../aws/arn';
import { type Endpoint, parseEndpoint } from '../aws/endpoint';
import { looksLikeRegion } from '../aws/partition';

const WORKFLOWS = join('.github', 'workflows');
/** Of more, nobody expects that they are all read. */
const MAX_FILES = 100;
/** No step has more inputs. */
const MAX_LINES_BESIDE = 200;

/**
 * The endpoints that the workflows of the repository name, as values of `endpoint`, unless they are in another region or account
 * for certain: their configurations and models have names beside those of this one.
 *
 * @param folder where the repository is checked out, if it is
 * @returns names, as they are written, each once
 */
export function readOtherEndpoints(folder: string, own: KnownTarget): string[] {
  const names = workflowFiles(folder).flatMap((file) => {
    const text = readRepositoryFile(join(WORKFLOWS, file), folder);
    return text.ok ? endpointsIn(text.value.split('\n'), own) : [];
  });
  return [...new Set(names)].filter((name) => name.toLowerCase() !== own.endpoint?.toLowerCase());
}

function workflowFiles(folder: string): string[] {
  try {
    const files = readdirSync(join(folder, WORKFLOWS)).filter((file) => /\.ya?ml$/i.test(file));
    return files.sort().slice(0, MAX_FILES);
  } catch {
    return [];
  }
}

function endpointsIn(lines: readonly string[], own: KnownTarget): string[] {
  return lines.flatMap((line, index) => {
    const endpoints = valuesOf('endpoint', line).map(parseEndpoint);
    if (endpoints.length === 0) return [];
    const beside = linesBeside(lines, index);
    return endpoints.flatMap((endpoint) =>
      endpoint.ok && !isElsewhere(endpoint.value, beside, own) ? [endpoint.value.name] : [],
    );
  });
}

/** One, or a list in one line, as a matrix has them. */
function valuesOf(key: string, line: string): string[] {
  const value = new RegExp(`^[ \\t]*(?:- )?${key}:[ \\t]+([^#]+)`).exec(line)?.[1] ?? '';
  return value.split(/[\s,'"[\]]+/).filter((each) => each !== '');
}

/** The other inputs of the step, or the other keys of whatever it is. */
function linesBeside(lines: readonly string[], index: number): string[] {
  const indent = indentOf(lines[index]!);
  const isOutside = (line: string) => indentOf(line) < indent;
  const before = lines.slice(Math.max(0, index - MAX_LINES_BESIDE), index);
  const after = lines.slice(index + 1, index + 1 + MAX_LINES_BESIDE);
  const [start, end] = [before.map(isOutside).lastIndexOf(true) + 1, after.findIndex(isOutside)];
  const within = [...before.slice(start), ...after.slice(0, end === -1 ? undefined : end)];
  return within.filter((line) => indentOf(line) === indent);
}

function indentOf(line: string): number {
  return line.search(/\S/);
}

function isElsewhere({ arn }: Endpoint, beside: readonly string[], own: KnownTarget): boolean {
  const given = (key: string) => beside.flatMap((line) => valuesOf(key, line))[0];
  const [region, account] = [arn?.region ?? given('region'), arn?.account ?? given('account-id')];
  const isOtherRegion = region !== undefined && looksLikeRegion(region) && region !== own.region;
  const isOtherAccount = account !== undefined && isAccountId(account) && own.account !== undefined;
  return isOtherRegion || (isOtherAccount && account !== own.account);
}
