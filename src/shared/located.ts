import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, Scalar, type YAMLError } from 'yaml';
import { foremost, type Place, type PlaceProblem } from './place-problem';

/** What a file says, without types but these: `012345678901`, `yes` and `1.0` are the texts that they are. */
export type Located = LocatedText | LocatedNothing | LocatedList | LocatedMap;

interface LocatedText extends Place {
  readonly kind: 'text';
  readonly text: string;
}

/** `null`, or nothing where something should be. */
interface LocatedNothing extends Place {
  readonly kind: 'nothing';
}

interface LocatedList extends Place {
  readonly kind: 'list';
  readonly members: readonly Located[];
}

export interface LocatedMap extends Place {
  readonly kind: 'map';
  readonly entries: readonly LocatedEntry[];
}

export interface LocatedEntry extends Place {
  readonly key: string;
  readonly value: Located;
}

/**
 * Reads YAML 1.2 or JSON, as plain as both have it in common: what a reader has to look up elsewhere to know what it says
 * (anchors, aliases, merged keys, tags, several documents) is refused, and so is a key that is there twice.
 */
export function parseLocated(text: string): { readonly root?: Located; readonly problems: readonly PlaceProblem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, lineCounter, uniqueKeys: false });
  const placeOf = (position: number): Place => {
    const { line, col } = lineCounter.linePos(position);
    return { line, column: col };
  };
  const problems: PlaceProblem[] = document.errors.map((error) => ({
    ...placeOf(error.pos[0]),
    expected: yamlExpectation(error),
  }));
  const root = problems.length > 0 ? undefined : located(document.contents, placeOf, { line: 1, column: 1 }, problems);
  return problems.length > 0 ? { problems: foremost(problems) } : { root, problems };
}

const ONLY_ONCE = 'a key only once in one place';

/** What was expected in place of an error: the end of a sentence that starts with "expected". */
export function yamlExpectation({ code, message }: YAMLError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'spaces in front, not a tab';
    case 'DUPLICATE_KEY':
      return ONLY_ONCE;
    case 'MULTIPLE_DOCS':
      return 'one document, without --- in between';
    case 'RESOURCE_EXHAUSTION':
      return 'lists and maps that are not nested as deep';
    default:
      return `YAML or JSON (${message})`;
  }
}

function located(
  node: unknown,
  placeOf: (position: number) => Place,
  outside: Place,
  problems: PlaceProblem[],
): Located {
  if (node === null || node === undefined) return { kind: 'nothing', ...outside };
  const place = placeOf((node as Node).range?.[0] ?? 0);
  if (isAlias(node)) return refused('the thing itself, not an alias of it (*)', place, problems);
  const { anchor, tag } = node as { anchor?: string; tag?: string };
  if (anchor !== undefined) return refused('no anchor (&)', place, problems);
  if (tag !== undefined) return refused('no tag (!)', place, problems);
  if (isScalar(node)) return ofScalar(node, place);
  if (isSeq(node)) {
    return { kind: 'list', ...place, members: node.items.map((item) => located(item, placeOf, place, problems)) };
  }
  if (!isMap(node)) return refused('a text, a list or a map', place, problems);
  // The library compares every key with every other one, which takes long for many.
  const keys = new Set<string>();
  const entries = node.items.flatMap(({ key, value }): LocatedEntry[] => {
    const name = located(key, placeOf, place, problems);
    if (name.kind === 'text' && keys.has(name.text)) {
      refused(ONLY_ONCE, name, problems);
      return [];
    }
    if (name.kind === 'text') {
      keys.add(name.text);
      return [{ key: name.text, value: located(value, placeOf, name, problems), line: name.line, column: name.column }];
    }
    refused('a text as key', name, problems);
    return [];
  });
  return { kind: 'map', ...place, entries };
}

function refused(expected: string, { line, column }: Place, problems: PlaceProblem[]): Located {
  problems.push({ line, column, expected });
  return { kind: 'nothing', line, column };
}

function ofScalar({ value, type }: Scalar, place: Place): Located {
  const isNothing = type === Scalar.PLAIN && ['', '~', 'null', 'Null', 'NULL'].includes(String(value ?? ''));
  return isNothing ? { kind: 'nothing', ...place } : { kind: 'text', text: String(value), ...place };
}
