import { actionWitnesses } from './action-witness';
import { axisOf } from './axis';
import type { ComparedPrincipal, Comparison, TrustDifference } from './difference';
import { comparisonOf, entryOf, exceptions, explanationOf } from './differences';
import { type ComparedStatement, readDocuments } from './statement';
import { ACTION_FORMS, actionTokens, mapSelection } from './tokens';
import { judge } from './verdict';
import { accountOfEntry, matchPrincipals } from '../evaluate/principal';
import type { PrincipalEntry, Selection } from '../evaluate/read';

const EVERYBODY: ComparedPrincipal = { type: 'AWS', value: '*' };

/** Principals that no document names: they stand for everybody else. */
const STRANGERS: readonly ComparedPrincipal[] = [
  { type: 'AWS', value: 'arn:aws:iam::000000000000:user/somebody' },
  { type: 'Service', value: 'some-service.amazonaws.com' },
  { type: 'Federated', value: 'arn:aws:iam::000000000000:oidc-provider/idp.example.com' },
];

/**
 * Compares whom two trust policies let assume the role. Conditions are treated as by `comparePermissions`.
 *
 * A trusted account stands for all its users and roles, although these need a permission of their own besides.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 *
 * @param before a trust policy as parsed JSON, of whatever form; `undefined` for none
 * @param after the same
 */
export function compareTrust(before: unknown, after: unknown): Comparison<TrustDifference> {
  const documents = readDocuments(before, after, 'trust');
  const { statements } = documents;
  const actionAxis = axisOf(statements, ({ actions }) => mapSelection(actions, actionTokens), ACTION_FORMS);
  const actionWitness = actionWitnesses(actionAxis, statements);
  const witnesses = witnessesOf(statements);

  const differences = actionAxis.classes.flatMap((actions) =>
    witnesses.flatMap((principal): TrustDifference[] => {
      const judgement = judge([...actions.naming.keys()].filter((statement) => trusts(statement, principal)));
      if (!judgement) return [];

      const { cause } = judgement;
      return [
        {
          ...explanationOf(judgement),
          action: entryOf(cause, cause.actions, actions) ?? '*',
          exceptActions: exceptions(cause.actions),
          principal: principalNaming(cause.principals, principal),
          exceptPrincipals: exceptions(cause.principals),
          witness: { action: actionWitness(actions), principal },
        },
      ];
    }),
  );
  return comparisonOf(documents, differences, actionAxis.complete);
}

function trusts({ principals }: ComparedStatement, principal: ComparedPrincipal): boolean {
  return matchPrincipals(principals, principal) !== 'none';
}

function principalNaming(selection: Selection<PrincipalEntry>, principal: ComparedPrincipal): ComparedPrincipal {
  const entries = selection.not ? [] : selection.entries;
  return entries.find((entry) => matchPrincipals({ not: false, entries: [entry] }, principal) !== 'none') ?? EVERYBODY;
}

/** @returns one principal for each group that the statements tell apart */
function witnessesOf(statements: readonly ComparedStatement[]): ComparedPrincipal[] {
  const named = statements.flatMap(({ principals }) => principals.entries.map(witnessOf));
  return distinct([...named, ...STRANGERS]);
}

/** @returns somebody that the entry covers and, as far as possible, no other entry does */
function witnessOf({ type, value }: PrincipalEntry): ComparedPrincipal {
  const account = type === 'AWS' ? accountOfEntry(value) : undefined;
  if (account !== undefined) return { type, value: `arn:aws:iam::${account}:user/somebody` };

  const role = type === 'AWS' ? /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(value) : null;
  if (role) return { type, value: `arn:${role[1]}:sts::${role[2]}:assumed-role/${role[3]}/somebody` };
  return { type, value };
}

function distinct(principals: readonly ComparedPrincipal[]): ComparedPrincipal[] {
  return [...new Map(principals.map((principal) => [JSON.stringify(principal), principal])).values()];
}
