import { actionDetails, actionsMatching, actionText } from '../reference';

/** @returns the actions that statements are about, of services that are known in full; patterns are taken apart */
export function actionsIn(documents: readonly unknown[]): string[] {
  const names = actionEntriesIn(documents).flatMap(namesMatching);
  const others = statementsIn(documents)
    .filter(grantsAllBut)
    .flatMap(({ NotAction }) => {
      const exceptions = new Set(textsOf(NotAction).flatMap(namesMatching));
      return namesMatching('*').filter((name) => !exceptions.has(name));
    });
  return [...new Set([...names, ...others])].filter((name) => actionDetails(name) !== undefined);
}

/** Of what a denial with NotAction is about, only that matters which other statements allow. */
function grantsAllBut({ Effect, NotAction }: Readonly<Record<string, unknown>>): boolean {
  return Effect === 'Allow' && NotAction !== undefined;
}

function namesMatching(pattern: string): string[] {
  return actionsMatching(pattern).map(actionText);
}

/** @returns the entries of Action, as they are written */
export function actionEntriesIn(documents: readonly unknown[]): string[] {
  return [...new Set(entriesOf(documents, 'Action'))];
}

/** @returns the ARNs and patterns that statements name */
export function resourcesIn(documents: readonly unknown[]): string[] {
  return [...new Set(entriesOf(documents, 'Resource'))];
}

function entriesOf(documents: readonly unknown[], element: 'Action' | 'Resource'): string[] {
  return statementsIn(documents).flatMap((statement) => textsOf(statement[element]));
}

function statementsIn(documents: readonly unknown[]): readonly Readonly<Record<string, unknown>>[] {
  return documents
    .flatMap((document) => listOf((document as { Statement?: unknown } | null | undefined)?.Statement))
    .filter((statement) => typeof statement === 'object' && statement !== null)
    .map((statement) => statement as Readonly<Record<string, unknown>>);
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((entry): entry is string => typeof entry === 'string');
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
