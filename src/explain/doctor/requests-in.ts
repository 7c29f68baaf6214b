import type { AccessRequest } from '../../iam/evaluate/evaluate';
import type { PolicyDocument, Statement } from '../../iam/policy/document';

/** One request for each action and resource that a policy of the bootstrap allows, such as it allows them. */
export function requestsIn({ Statement: statements }: PolicyDocument): AccessRequest[] {
  return [statements].flat().flatMap((statement) => {
    const context = contextOf(statement);
    return list(statement.Action).flatMap((action) =>
      list(statement.Resource).map((resource) => ({ action, resources: [exampleOf(resource)], context })),
    );
  });
}

/** What the conditions ask for. */
function contextOf({ Condition = {} }: Statement): Record<string, string> {
  const entries = Object.values(Condition).flatMap((keys) => Object.entries(keys));
  return Object.fromEntries(
    entries.map(([key, values]) => [key, list(values as string | string[])[0]!.replace(/\*$/, '')]),
  );
}

/** Something that is there, in place of all of it. */
function exampleOf(resource: string): string {
  return resource === '*' ? resource : resource.replace(/\*$/, 'meta.yaml');
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
