import type { ExplainArguments } from './arguments';
import { type PolicyFile, readDocument } from './documents/read-document';
import type { Refusal } from './documents/refusal';
import type { PolicyKind } from '../iam/policy/policy';
import { readPolicy } from '../iam/policy/read';
import { statementLines } from '../iam/policy/statement-lines';
import { duplicateKeys } from '../shared/json-text';
import { shellWord } from '../shared/shell';

/** The documents that are explained, as JSON texts. What was given as a trust policy, in whatever way, is one. */
export interface RoleFiles {
  /** None where only a trust policy is explained. */
  readonly policy?: string;
  readonly compare?: string;
  readonly trust?: string;
  readonly compareTrust?: string;
  readonly boundary?: string;
  readonly compareBoundary?: string;
  /** Plain text. */
  readonly notes: readonly string[];
}

/** The options that name policies. */
type Slot = 'policy' | 'compare' | 'trust' | 'compareTrust' | 'boundary' | 'compareBoundary';
type Files = Partial<Readonly<Record<Slot, PolicyFile>>>;

/** A refused file, by the name that it was given by. */
export interface RefusedFile extends Refusal {
  readonly path: string;
}

const OPTIONS: Readonly<Record<Exclude<Slot, 'policy'>, string>> = {
  compare: '--compare',
  trust: '--trust',
  compareTrust: '--compare-trust',
  boundary: '--boundary',
  compareBoundary: '--compare-boundary',
};
const SLOTS: readonly Slot[] = ['policy', 'compare', 'trust', 'compareTrust', 'boundary', 'compareBoundary'];

/** @param texts of the files that were given */
export function readFiles(
  paths: Pick<ExplainArguments, Slot>,
  texts: Partial<Readonly<Record<Slot, string>>>,
): { readonly files: RoleFiles } | { readonly refused: RefusedFile } {
  const read: { [K in Slot]?: PolicyFile } = {};
  for (const slot of SLOTS) {
    const [path, text] = [paths[slot], texts[slot]];
    if (path === undefined || text === undefined) continue;
    const document = readDocument(text, { path, again: againFor(slot, paths.policy) });
    if ('refusal' in document) return { refused: { path, ...document.refusal } };
    read[slot] = document.file;
  }
  const refused = misplaced(read, paths) ?? unclear(read, paths);
  if (refused) return { refused };
  const textOf = (slot: Slot) => read[slot]?.text;
  const notes = SLOTS.flatMap((slot) => (read[slot]?.notes ?? []).map((note) => `${nameOf(paths[slot]!)}: ${note}`));
  const others = { boundary: textOf('boundary'), compareBoundary: textOf('compareBoundary') };
  if (isTrustAlone(read)) {
    const compareTrust = textOf('compareTrust') ?? textOf('compare');
    return { files: { trust: textOf('policy'), compareTrust, notes: [...notes, TRUST_ALONE] } };
  }
  return {
    files: {
      ...{ policy: textOf('policy'), compare: textOf('compare'), ...others },
      ...{ trust: textOf('trust'), compareTrust: textOf('compareTrust') },
      notes: [...notes, ...(read.policy?.kind === 'resource' ? [OF_RESOURCE] : [])],
    },
  };
}

const TRUST_ALONE = 'This is a trust policy: it says who may assume the role, and nothing of what the role may do.';
const OF_RESOURCE =
  'The policy names principals, as those of resources do, such as of a bucket. It is looked at as one of a role, which has none.';

/** What the user calls a file, fit for an error. */
export function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

function againFor(slot: Slot, policy: string): string {
  const command = 'npx model-deployment-iam explain';
  if (slot === 'policy') return `${command} -`;
  return `${command} ${policy === '-' ? 'policy.json' : shellWord(policy)} ${OPTIONS[slot]} -`;
}

function isTrustAlone({ policy, trust }: Files): boolean {
  return policy?.kind === 'trust' && !trust;
}

/** A file that belongs to another option. */
function misplaced(
  { policy, compare, trust, compareTrust, boundary, compareBoundary }: Files,
  paths: Pick<ExplainArguments, Slot>,
): RefusedFile | undefined {
  const refused = (slot: Slot, expected: string, line?: string): RefusedFile => ({
    path: paths[slot]!,
    expected,
    ...(line && { hint: ['Try:', `  npx model-deployment-iam explain ${line}`] }),
  });
  const word = (slot: Slot) => shellWord(paths[slot]!);
  for (const [slot, file] of [
    ['boundary', boundary],
    ['compareBoundary', compareBoundary],
  ] as const) {
    if (file?.kind === 'trust') return refused(slot, 'a permissions boundary, but this is a trust policy');
  }
  if (compareTrust && compareTrust.kind !== 'trust') {
    return refused('compareTrust', 'a trust policy, but this is a policy of permissions; compare it by --compare');
  }
  if (policy?.kind === 'trust' && trust) {
    const isSwapped = trust.kind === 'identity';
    return refused(
      'policy',
      `a policy of permissions, but this is a trust policy${isSwapped ? ', and the one in --trust is none' : ''}`,
      isSwapped ? `${word('trust')} --trust ${word('policy')}` : `${word('policy')} --compare-trust ${word('trust')}`,
    );
  }
  if (policy?.kind === 'trust' && compare && compare.kind !== 'trust') {
    return refused('compare', `a trust policy, as ${nameOf(paths.policy)} is one, but this is a policy of permissions`);
  }
  if (policy?.kind === 'trust' && (boundary || compareBoundary)) {
    return refused('policy', 'a policy of permissions with --boundary, but this is a trust policy');
  }
  if (policy?.kind === 'trust' && compare && compareTrust) {
    return refused(
      'policy',
      'either --compare or --compare-trust: this is a trust policy, for which they are the same',
    );
  }
  if (policy && policy.kind !== 'trust' && compare?.kind === 'trust') {
    return refused(
      'compare',
      `a policy of permissions, as ${nameOf(paths.policy)} is one, but this is a trust policy`,
      trust ? `${word('policy')} --trust ${word('trust')} --compare-trust ${word('compare')}` : undefined,
    );
  }
  if (policy && policy.kind !== 'trust' && compareTrust && !trust) {
    return refused('policy', 'a trust policy here or in --trust, to be compared by --compare-trust');
  }
  return undefined;
}

/** What is not clear can't be counted, and it is not what is to be explained. */
function unclear(files: Files, paths: Pick<ExplainArguments, Slot>): RefusedFile | undefined {
  for (const slot of SLOTS) {
    const file = files[slot];
    if (!file || slot === 'policy' || slot === 'trust') continue;
    const problem = problemIn(file, file.kind === 'trust' ? 'trust' : 'identity');
    if (problem) return { path: paths[slot]!, ...problem };
  }
  return undefined;
}

function problemIn({ text, isAsInFile }: PolicyFile, kind: PolicyKind): Refusal | undefined {
  const [duplicate] = duplicateKeys(text);
  if (duplicate) {
    return {
      ...(isAsInFile && { line: duplicate.line, column: 1 }),
      expected: `the key ${JSON.stringify(duplicate.key)} only once in one object`,
    };
  }
  const problem = readPolicy(JSON.parse(text), kind).problems.find(({ isReadable }) => !isReadable);
  if (!problem) return undefined;
  const { expected, statement } = problem;
  const line = (statement && statementLines(text)[statement.index]) ?? 1;
  return {
    ...(isAsInFile && { line, column: 1 }),
    expected: statement ? `${expected} in statement ${statement.index + 1}` : expected,
  };
}
