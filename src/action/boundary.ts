import { isUnchanged } from '../iam/policy/document-change';
import { parseDocumentText } from '../iam/policy/document-text';
import { readWellFormed } from '../iam/policy/well-formed';
import type { Boundary, RoleReport } from '../report/model';
import type { BoundaryFile } from '../request/request';
import type { StackResult } from '../stack/execute';
import type { PolicyText } from '../stack/role-in-iam';

const ROLE = 'aws:iam/role:Role';

/** Looks at the boundaries that the role has before and after. */
export async function boundariesOf(
  { resources }: StackResult,
  ask: (arn: string) => Promise<Boundary>,
): Promise<RoleReport['boundary']> {
  const { before, after } = resources[ROLE] ?? {};
  const [old, current] = await Promise.all(
    [before, after].map((role) => {
      const arn = role?.permissionsBoundary;
      return typeof arn === 'string' && arn !== '' ? ask(arn) : undefined;
    }),
  );
  return { ...(old && { before: old }), ...(current && { after: current }) };
}

/**
 * What is known of a boundary. What IAM has counts; only where that is not known, what the repository says.
 *
 * @param inIam what IAM has told
 * @param file what the repository has as its document
 */
export function boundaryFrom(arn: string, inIam: PolicyText, file: BoundaryFile | undefined): Boundary {
  const { document, unread } = understood(inIam);
  if (document === undefined) return file ? { arn, document: file.document, file: file.file, unread } : { arn, unread };
  return { arn, document, ...(file && !isUnchanged(file.document, document) && { differingFile: file.file }) };
}

/** Of a text that is not clear in all that it says, nobody knows what it denies. */
function understood({ document, unread }: PolicyText): PolicyText {
  if (document === undefined) return { unread };
  const policy = readWellFormed(parseDocumentText(document), 'identity');
  return policy.ok ? { document } : { unread: `Its document is not understood: expected ${policy.expected}.` };
}

/** What could not be looked at, in a sentence each. */
export function unseenBoundaries(boundary: RoleReport['boundary'], isCounted: boolean): string[] {
  const all = [boundary?.before, boundary?.after].filter((each) => each !== undefined);
  const unread = all.filter(({ document }) => document === undefined);
  const sentences = (unread.length > 0 || isCounted ? unread : all).map(
    ({ arn, unread: why = 'It is too large to be compared.' }) =>
      `The permissions boundary ${arn} was not looked at, so that all this is about what the policies say without it: ${why}`,
  );
  return [...new Set(sentences)];
}

/** What is to be known of a boundary that counts. */
export function boundaryNotes(boundary: RoleReport['boundary']): string[] {
  const all = [boundary?.before, boundary?.after].filter((each) => each !== undefined);
  const sentences = all
    .filter(({ file }) => file !== undefined)
    .map(
      ({ arn, file, unread }) =>
        `What the permissions boundary ${arn} allows is as the file ${file} says. Whether that is so in IAM was not looked at: ${unread}`,
    );
  return [...new Set(sentences)];
}
