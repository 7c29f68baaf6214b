import { createHash } from 'node:crypto';
import type { Plan } from './plan';
import { canonicalForm } from '../iam/policy/canonical';
import type { RoleReport } from '../report/model';
import type { Request } from '../request/request';
import type { Change } from '../stack/change';

/** What an approval depends on besides the change itself. */
type Asking = Pick<Request, 'approvalBy' | 'approvalLabel'>;

/**
 * Words for the difference that is shown, and for the way to approve it: one for each part of what changes, made of what is there
 * and of all that is asked for. So they are others as soon as either side is another one. They are not shortened, or two
 * differences could be made that have the same.
 */
export function fingerprintOf(
  { stack, component }: Plan,
  { approvalBy, approvalLabel }: Asking,
  { changes, policy, trust }: Pick<RoleReport, 'changes' | 'policy' | 'trust'>,
): string {
  const asked = [stack, component.args, approvalBy, approvalBy === 'label' ? approvalLabel.toLowerCase() : ''];
  const documents: Documents = { [POLICY]: policy.before, [ROLE]: trust.before };
  const words = changes
    .flatMap((change) => partsOf(change, documents))
    .map((part) =>
      createHash('sha256')
        .update(JSON.stringify([asked, part]))
        .digest('hex'),
    );
  return [...new Set(words)].sort().join(' ');
}

/**
 * Whether a difference was shown, all of it. It may have been more: what is left of a change that failed half way was shown with
 * the rest.
 *
 * @param shown its fingerprint, and `difference` that of what is to be made
 */
export function isShown(shown: string, difference: string): boolean {
  const words = new Set(shown.split(' '));
  return difference !== '' && difference.split(' ').every((word) => words.has(word));
}

type Part = readonly unknown[];

/** What is there, by the type of the resource that has it. */
type Documents = Readonly<Record<string, string | undefined>>;

const POLICY = 'aws:iam/policy:Policy';
const ROLE = 'aws:iam/role:Role';
/** The properties that hold a document. */
const DOCUMENTS = ['policy', 'assumeRolePolicy'];

function partsOf({ type, resource, operation, properties }: Change, documents: Documents): Part[] {
  const whole: Part = [type, resource, operation];
  if (operation === 'create' || operation === 'delete') return [whole];
  const before: Part[] = [
    [type, resource, 'document', canonicalText(documents[type])],
    // What a property becomes is part of what is asked for, and may be known only later.
    ...properties
      .filter(({ path }) => !DOCUMENTS.includes(path))
      .map(({ path, before: value }) => [type, resource, path, value ?? null]),
  ];
  const left = LEFT_HALF_WAY[operation];
  return left ? [whole, [type, resource, left], ...before] : [whole, ...before];
}

/**
 * What is left to do where it fails half way: the old one of a replacement is gone, and what was taken over is not as it is to
 * be.
 */
const LEFT_HALF_WAY: Partial<Record<Change['operation'], Change['operation']>> = {
  replace: 'create',
  import: 'update',
};

/** AWS and the engine give documents back in an order of their own. */
function canonicalText(document: string | undefined): string | null {
  return document === undefined ? null : (canonicalForm(document) ?? document);
}
