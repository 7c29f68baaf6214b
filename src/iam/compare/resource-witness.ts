import { codeUnits, isMany } from '../glob';
import type { Axis, AxisClass, Tokens } from './axis';
import { canBeResource, type ResourceKind } from './resource-name';
import { resourceTokens } from './tokens';
import type { VariableLetters } from './variable-letters';

const COLON = 58;
const LAST_FIELD = 5;

/** What stands for a `*` in the last field: nothing, a name, the name of a bucket, an object, an endpoint. */
const NAME_FILLERS = ['', 'x', 'xyz', 'xyz/x', 'endpoint/x'];

/** Gives a resource of a class as an example for a kind of resource. */
export type ResourceWitness = (kind: ResourceKind, resources: Pick<AxisClass<unknown>, 'name' | 'letters'>) => string;

/**
 * Looks for ARNs that a reader recognises, in place of the shortest text of a class, such as `arn:x:x:::x`: the shortest
 * one found that can be a resource of the kind, else the shortest text.
 *
 * @param patterns of resources, which are good material
 */
export function resourceWitnesses(
  axis: Pick<Axis<unknown>, 'classOf'>,
  patterns: readonly Tokens[],
  variables: VariableLetters,
): ResourceWitness {
  const materials = [...patterns, resourceTokens('arn:*:*:*:*:*', false, variables)];
  const byKind = new Map<string, ReadonlyMap<string, string>>();

  const witnessesOf = (kind: ResourceKind): ReadonlyMap<string, string> => {
    const found = new Map<string, string>();
    const candidates = materials
      .flatMap((pattern) => NAME_FILLERS.map((name) => filled(pattern, [...fieldFillers(kind), name])))
      .sort((a, b) => a.length - b.length);
    for (const letters of candidates) {
      const text = variables.textOf(letters);
      const name = canBeResource(kind, text) ? axis.classOf(letters) : undefined;
      if (name !== undefined && !found.has(name)) found.set(name, text);
    }
    return found;
  };

  return (kind, { name, letters }) => {
    const shortest = variables.textOf(letters);
    if (canBeResource(kind, shortest)) return shortest;

    const key = JSON.stringify(kind);
    const witnesses = byKind.get(key) ?? witnessesOf(kind);
    byKind.set(key, witnesses);
    return witnesses.get(name) ?? shortest;
  };
}

/** What stands for a `*` that is a whole field of an ARN: `arn`, partition, service, region and account. */
function fieldFillers({ service }: ResourceKind): string[] {
  return service === 's3' ? ['arn', 'aws', 's3', '', ''] : ['arn', 'aws', service, 'us-east-1', '111122223333'];
}

/** @param fillers texts for the wildcards, by field of the ARN */
function filled(pattern: Tokens, fillers: readonly string[]): number[] {
  let field = 0;
  return pattern.flatMap((token, index) => {
    if (token === COLON && field < LAST_FIELD) field++;
    if (token >= 0) return [token];
    if (!isMany(token)) return codeUnits(field < LAST_FIELD ? '0' : 'x');

    const isWholeField = isBorder(pattern[index - 1]) && isBorder(pattern[index + 1]);
    return field === LAST_FIELD || isWholeField ? codeUnits(fillers[field]!) : [];
  });
}

/** Whether a token is the border of a field: a colon, or nothing. */
function isBorder(token: number | undefined): boolean {
  return token === undefined || token === COLON;
}
