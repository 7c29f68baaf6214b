import { bounded } from './asking';
import { mayAllowMore } from '../../iam/compare/may-allow-more';
import { comparePermissions } from '../../iam/compare/permissions';
import { compareTrust } from '../../iam/compare/trust';
import type { DocumentChange } from '../../iam/policy/document-change';
import { parseDocumentText } from '../../iam/policy/document-text';
import type { Answered } from '../../iam/verify/check-answer';
import { newAccessQuestion, type NewAccessVerdict, newAccessVerdict } from '../../iam/verify/new-access';
import type { PublicAccessVerdict, RoleReport, Verification } from '../../report/model';
import { remembering } from '../../shared/memoize';
import type { AwsSettings } from '../../stack/aws';
import { type CheckedDocument, checkNoNewAccess, checkNoPublicAccess } from '../../stack/verify/policy-checks';
import { ATTACHMENT } from '../assess';

/** IAM Access Analyzer, which is asked each question once, for each costs. */
export interface Analyzer {
  readonly newAccess: (kind: CheckedDocument, before: string, after: string) => Promise<Answered>;
  readonly publicAccess: (trustPolicy: string) => Promise<Answered>;
}

/** It is not where IAM is, so that another endpoint for that is none of its. */
export function analyzer({ region, signal }: AwsSettings): Analyzer {
  const settings = () => bounded({ region, signal });
  return {
    newAccess: remembering((kind: CheckedDocument, before: string, after: string) =>
      checkNoNewAccess(kind, { before, after }, settings()),
    ),
    publicAccess: remembering((trustPolicy: string) => checkNoPublicAccess(trustPolicy, settings())),
  };
}

/** AWS is told of no boundary, so the documents are compared without one as well. */
export async function newAccess(
  { policy, trust, target, changes }: RoleReport,
  asked: Analyzer,
): Promise<Verification['noNewAccess']> {
  const isAttached = !changes.some(({ type, operation }) => type === ATTACHMENT && operation === 'create');
  const [permissions, trusting] = await Promise.all([
    // What a policy says counts for the role only once it is attached to it.
    newAccessOf('permissions', isAttached ? policy : { after: policy.after }, asked, (before, after) =>
      mayAllowMore(comparePermissions(before, after)),
    ),
    newAccessOf('trust', trust, asked, (before, after) =>
      mayAllowMore(compareTrust(before, after, { account: target.account })),
    ),
  ]);
  return { permissions, trust: trusting };
}

async function newAccessOf(
  kind: CheckedDocument,
  change: DocumentChange,
  asked: Analyzer,
  allowsMore: (before: unknown, after: unknown) => boolean,
): Promise<NewAccessVerdict> {
  const question = newAccessQuestion(change);
  if ('state' in question) return question;
  const { before, after } = question;
  const isMore = allowsMore(parseDocumentText(before), parseDocumentText(after));
  return newAccessVerdict(await asked.newAccess(kind, before, after), isMore);
}

/** Whether the trust policy that is to be lets everybody in; `undefined` where there is to be none. */
export async function publicAccess({ trust }: RoleReport, asked: Analyzer): Promise<PublicAccessVerdict | undefined> {
  if (trust.after === undefined) return undefined;
  const answer = await asked.publicAccess(trust.after);
  if ('why' in answer) return { state: 'no-answer', why: answer.why };
  return answer.result === 'pass' ? { state: 'proved' } : { state: 'public', reasons: answer.reasons };
}
