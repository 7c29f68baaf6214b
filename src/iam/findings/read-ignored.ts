import IDS from './ids.generated.json';
import { entryText, type IgnoredFinding } from './ignored';
import { invalid, type Parsed, valid } from '../../shared/parsed';
import { similarName } from '../../shared/similar-name';

/** IAM Access Analyzer has names of its own for its checks, and new ones now and then. */
const ANALYZER_ID = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

/** What can be found, by the ids of the rules: the rules themselves know all of AWS's services, and are large. */
const KNOWN: Readonly<Record<string, { readonly canPass: boolean; readonly ofOthers: boolean }>> = IDS;

const OF_OTHERS = Object.keys(KNOWN).filter((id) => KNOWN[id]!.ofOthers);

/**
 * Reads what is to be let pass, one `ID = REASON` or `ID@SID = REASON` a line.
 *
 * A policy that others put on the role is named in place of a Sid. Such a name may hold `=`, so there the reason is behind a `=`
 * with blanks around it, if there is one.
 */
export function parseIgnoredFindings(text: string): Parsed<readonly IgnoredFinding[]> {
  const entries = new Map<string, IgnoredFinding>();
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const entry = parseLine(line);
    if (!entry.ok) return entry;
    const name = entryText(entry.value);
    if (entries.has(name)) return invalid(`each finding once, but ${name} is there twice`);
    entries.set(name, entry.value);
  }
  return valid([...entries.values()]);
}

/** Whether an id is one of IAM Access Analyzer, which is found only where that is asked. */
export function isOfAnalyzer({ id }: IgnoredFinding): boolean {
  return ANALYZER_ID.test(id);
}

/** Whether an entry is about a policy that others put on the role. */
export function isOfOthers({ id }: Pick<IgnoredFinding, 'id'>): boolean {
  return OF_OTHERS.includes(id);
}

/** Whether a finding can be let pass at all. */
export function isIgnorable(id: string): boolean {
  return wrongId(id) === undefined;
}

function parseLine(line: string): Parsed<IgnoredFinding> {
  const isNamed = OF_OTHERS.some((id) => line.startsWith(`${id}@`));
  const [, name, reason] = (isNamed ? /^(\S+)\s+=\s+(.*)$/.exec(line) : null) ?? /^([^=]*)=(.*)$/.exec(line) ?? [];
  if (name === undefined || reason === undefined) return invalid(`one ID = REASON a line, not ${line}`);

  const [, id, at] = /^([^@]*)(?:@(.*))?$/.exec(name.trim()) as unknown as [string, string, string?];
  const wrong = wrongId(id) ?? wrongPlace(id, at);
  if (wrong !== undefined) return invalid(wrong);
  if (reason.trim() === '') return invalid(`a reason, as in ${name.trim()} = reviewed by security`);
  return valid({ id, ...(at !== undefined && { at }), reason: reason.trim() });
}

function wrongId(id: string): string | undefined {
  if (ANALYZER_ID.test(id)) return undefined;
  const known = Object.hasOwn(KNOWN, id) ? KNOWN[id] : undefined;
  if (known) return known.canPass ? undefined : `findings that can pass, not ${id}: AWS refuses such a document`;
  const similar = similarName(id, Object.keys(KNOWN));
  return `the id of a finding, as in docs/findings.md, not ${id}${similar ? ` (did you mean ${similar}?)` : ''}`;
}

function wrongPlace(id: string, at: string | undefined): string | undefined {
  if (at === '') return `a Sid behind ${id}@`;
  return isOfOthers({ id }) && at === undefined ? `the name of the policy, as in ${id}@NAME = REASON` : undefined;
}
