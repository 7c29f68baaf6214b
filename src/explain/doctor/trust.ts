import { type Check, right, unknown, wrong } from './check';
import { evaluate } from '../../iam/evaluate/evaluate';
import { compilePolicy } from '../../iam/evaluate/policy';
import { isGrave } from '../../iam/findings/finding';
import { findingsOfTrust } from '../../iam/findings/findings';
import { parseDocumentText } from '../../iam/policy/document-text';
import { shellWord } from '../../shared/shell';
import { type CiRole, GITHUB, trustPolicy } from '../../template/bootstrap/needs';

/** Whom a role is to let in. */
export interface ExpectedTrust {
  readonly role: CiRole;
  /** Of the role. */
  readonly arn: string;
  /** The subjects that its jobs have for certain; or those that they may have, where it is not known which. */
  readonly subjects: readonly string[];
  /** Subjects of the other form, which do no harm. */
  readonly otherSubjects: readonly string[];
  readonly areCertain: boolean;
  /** Subjects of jobs that must stay out. */
  readonly strangers: readonly string[];
}

/** @param document the trust policy as it is in IAM (JSON) */
export function judgeTrust(document: string, expected: ExpectedTrust): Check[] {
  const { role, arn, subjects, areCertain, strangers } = expected;
  const name = arn.replace(/^.*\//, '');
  const wanted = trustPolicy(role.trust, [...new Set([...subjects, ...expected.otherSubjects])]);
  const fix = `aws iam update-assume-role-policy --role-name ${shellWord(name)} --policy-document ${shellWord(JSON.stringify(wanted))}`;
  const compiled = compilePolicy(parseDocumentText(document), 'trust');
  const letsIn = (subject: string) => decision(compiled, subject, expected) === 'allowed';

  const locked = subjects.filter((subject) => !letsIn(subject));
  const intruders = strangers.filter(letsIn);
  const usual = new Set(findingsOfTrust(wanted).map(({ id }) => id));
  const findings = findingsOfTrust(document)
    .filter(isGrave)
    .filter(({ id }) => !usual.has(id));
  const checks = [
    ...locked.map((subject) =>
      areCertain || locked.length === subjects.length
        ? wrong(`The role ${name} does not let in its jobs, whose tokens have the subject ${subject}.`, fix)
        : unknown(
            `The role ${name} does not let in tokens with the subject ${subject}. Whether jobs have those is not known.`,
            fix,
          ),
    ),
    ...intruders.map((subject) => wrong(`The role ${name} lets in jobs that are not to have it: ${subject}.`, fix)),
    ...findings.map(({ message, id }) => wrong(`The trust policy of ${name}: ${message} (${id})`, fix)),
  ];
  return checks.length > 0
    ? checks
    : [right(`The role ${name} lets in ${subjects.join(', ')}, and nobody that was tried besides.`)];
}

function decision(trust: ReturnType<typeof compilePolicy>, subject: string, { role, arn }: ExpectedTrust) {
  const { provider, audience } = role.trust;
  return evaluate(
    {
      action: 'sts:AssumeRoleWithWebIdentity',
      resources: [arn],
      principal: { type: 'Federated', value: provider },
      context: { [`${GITHUB}:aud`]: audience, [`${GITHUB}:sub`]: subject },
    },
    { trust },
  ).decision;
}
