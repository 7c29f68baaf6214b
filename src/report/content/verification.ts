import type { CheckReason } from '../../iam/verify/check-answer';
import type { NewAccessVerdict } from '../../iam/verify/new-access';
import { groupBy } from '../../shared/group-by';
import { type Block, codeBlock, list } from '../block';
import { code, icon, joined, strong, text, type Words, words } from '../inline';
import type { DenialsReport, DeployRoleReport, PublicAccessVerdict, SimulationReport, Verification } from '../model';
import { shortened } from '../visible';
import { counted } from '../words/count';

const MAX_REASON = 500;
const MAX_ARN = 300;
/** AWS may give a reason for each statement, and a change may lack every permission there is. */
const MAX_REASONS = 3;
const MAX_MISSING = 20;

/** What AWS itself says to the access, as far as it was asked. */
export function verificationSection(verification: Verification | undefined): Block[] {
  if (!verification) return [];
  const items = verificationItems(verification);
  if (items.length === 0) return [];
  const { statements } = verification.deployRole ?? {};
  return [
    list(items, { weight: 'essential', title: [strong('What AWS says to it')] }),
    ...(statements
      ? [
          codeBlock('json', JSON.stringify(statements, undefined, 2), {
            weight: 'important',
            fold: {
              title: 'What allows it',
              more: 'statements to add to the policy of the role that runs up',
              open: false,
            },
            isWhole: true,
          }),
        ]
      : []),
  ];
}

/** A sentence or two for each thing that AWS was asked, and for each that it did not answer. */
export function verificationItems({
  noNewAccess,
  noPublicAccess,
  simulation,
  deployRole,
  denials,
}: Verification): Words[] {
  return [
    ...(noNewAccess ? newAccessItems(noNewAccess) : []),
    ...(noPublicAccess ? [publicAccessItem(noPublicAccess)] : []),
    ...(simulation ? simulationItems(simulation) : []),
    ...(deployRole ? deployRoleItems(deployRole) : []),
    ...(denials ? denialItems(denials) : []),
  ];
}

const DOCUMENTS = { permissions: 'the policy', trust: 'the trust policy' } as const;

/** Documents of which the same is true stand together. What does not change is passed over, unless neither does. */
function newAccessItems(verdicts: NonNullable<Verification['noNewAccess']>): Words[] {
  const both = (Object.keys(DOCUMENTS) as (keyof typeof DOCUMENTS)[]).map((kind) => ({
    document: DOCUMENTS[kind],
    verdict: verdicts[kind],
  }));
  const changed = both.filter(({ verdict }) => verdict.state !== 'unchanged');
  return groupBy(changed.length > 0 ? changed : both, ({ verdict }) => JSON.stringify(verdict)).map((alike) =>
    newAccessItem(
      alike[0]!.verdict,
      alike.map(({ document }) => document),
    ),
  );
}

function newAccessItem(verdict: NewAccessVerdict, documents: readonly string[]): Words {
  const which = documents.join(' and ');
  switch (verdict.state) {
    case 'proved':
      return words`${icon('✅')} ${strong('AWS proves: no new access')} by ${which}`;
    case 'conservative':
      return words`${icon('✅')} ${strong('AWS proves: no new access')} by ${which}, where this report could not rule it out`;
    case 'new-access':
      return words`${icon('➕')} AWS does not rule out new access by ${which} either${reasonWords(verdict.reasons)}`;
    case 'not-confirmed':
      return words`${icon('⚠️')} ${strong('AWS does not confirm')} that ${which} ${documents.length > 1 ? 'give' : 'gives'} no new access, as this report says${reasonWords(verdict.reasons)}`;
    case 'unchanged':
      return words`${icon('➖')} AWS was not asked for new access: neither ${documents.join(' nor ')} changes`;
    case 'nothing-before':
      return words`${icon('➖')} AWS was not asked for new access by ${which}: there is nothing yet to compare with`;
    case 'no-answer':
      return words`${icon('❔')} Whether ${which} ${documents.length > 1 ? 'give' : 'gives'} new access, AWS did not say: ${prose(verdict.why)}`;
  }
}

function publicAccessItem(verdict: PublicAccessVerdict): Words {
  switch (verdict.state) {
    case 'proved':
      return words`${icon('✅')} ${strong('AWS proves:')} the trust policy does not let everybody in`;
    case 'public':
      return words`${icon('🔐')} AWS does not rule out that the trust policy lets everybody in${reasonWords(verdict.reasons)}`;
    case 'no-answer':
      return words`${icon('❔')} Whether the trust policy lets everybody in, AWS did not say: ${prose(verdict.why)}`;
  }
}

function simulationItems({ of, asked, agreed, unanswered, notes }: SimulationReport): Words[] {
  const about = of === 'role' ? 'the role as it is now' : 'the policies as they are to be';
  const count = words`agrees on ${agreed} of ${asked} asked`;
  const rest = unanswered > 0 ? `; ${counted(unanswered, 'request')} got no answer` : '';
  const isAgreed = agreed === asked && unanswered === 0 && asked > 0;
  const sign = agreed < asked ? '🔐' : isAgreed ? '✅' : '❔';
  const more = agreed < asked ? '; the others are among the findings' : '';
  return [
    words`${icon(sign)} ${strong(words`AWS's simulator ${count}`)}, about ${about}${more}${rest}`,
    ...notes.map((note) => words`${icon('❔')} ${prose(note)}`),
  ];
}

const MAX_TESTS = 10;

/** That AWS does not prove what this report says is shown, for a boundary that AWS is not told of may be why. */
function denialItems({ proved, notProved, unknown }: DenialsReport): Words[] {
  const all = proved + notProved.length + unknown.length;
  const sign = proved === all ? '✅' : notProved.length > 0 ? '⚠️' : '❔';
  const named = (names: readonly string[]) =>
    joined(
      names.slice(0, MAX_TESTS).map((name) => code(shortened(name, MAX_ARN))),
      ', ',
    );
  const more = (count: number) => (count > MAX_TESTS ? ` and ${count - MAX_TESTS} more` : '');
  return [
    words`${icon(sign)} ${strong(`AWS proves ${proved} of ${counted(all, 'access test')} that expect a denial`)}`,
    ...(notProved.length > 0
      ? [
          words`${icon('⚠️')} AWS does not prove ${named(notProved)}${more(notProved.length)}. It is told of the policy alone, and of no boundary.`,
        ]
      : []),
    ...unknown
      .slice(0, MAX_TESTS)
      .map(
        ({ name, why }) => words`${icon('❔')} Of ${code(shortened(name, MAX_ARN))}, AWS did not say: ${prose(why)}`,
      ),
    ...(unknown.length > MAX_TESTS ? [words`${icon('❔')} The same of ${unknown.length - MAX_TESTS} more`] : []),
  ];
}

function deployRoleItems({ arn, asked, missing, notes }: DeployRoleReport): Words[] {
  const role = code(shortened(arn, MAX_ARN));
  const verdict =
    missing.length > 0
      ? words`${icon('⚠️')} ${role} ${strong('may not do what this change needs')}, so that up would be denied: ${missingWords(missing)}`
      : asked > 0
        ? words`${icon('✅')} By AWS's simulator, ${role} may do what this change needs (${counted(asked, 'request')} asked)`
        : words`${icon('❔')} Whether ${role} may do what this change needs, AWS did not say`;
  return [verdict, ...notes.map((note) => words`${icon('❔')} ${prose(note)}`)];
}

function missingWords(missing: DeployRoleReport['missing']): Words {
  const groups = groupBy(missing, ({ resources }) => JSON.stringify(resources));
  const named = groups.map((alike) => {
    const shown = alike.slice(0, MAX_MISSING).map(({ action }) => code(action));
    const more = alike.length > MAX_MISSING ? ` and ${alike.length - MAX_MISSING} more` : '';
    const on = alike[0]!.resources.map((arn) => code(shortened(arn, MAX_ARN)));
    return words`${joined(shown, ', ')}${more} on ${joined(on, ', ')}`;
  });
  return joined(named, '; ');
}

function reasonWords(reasons: readonly CheckReason[]): Words {
  if (reasons.length === 0) return [];
  const said = reasons.slice(0, MAX_REASONS).map(({ description, statement }) => {
    const where = statement ? ` (statement ${statement.index + 1})` : '';
    return words`${prose(description)}${where}`;
  });
  const more = reasons.length > MAX_REASONS ? ` and ${reasons.length - MAX_REASONS} more reasons` : '';
  return words`. AWS says: ${joined(said, '; ')}${more}`;
}

function prose(outside: string) {
  return text(shortened(outside, MAX_REASON));
}
