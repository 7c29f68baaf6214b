import { asArray, isObject, type JsonObject } from '../../shared/json';
import { witnessesOf } from '../compare/trust';
import { matchPrincipals, type RequestPrincipal } from '../evaluate/principal';
import { combinedPolicy } from '../policy/combined-policy';
import { readWellFormed } from '../policy/well-formed';

/**
 * One principal for each group that the trust policy tells apart, among those that a test is about.
 *
 * @param asked as in a trust policy: `*`, or the root of an account, stand for all that they would name there
 * @param trust parsed JSON, a policy that is clear in all that it says
 */
export function callersOf(asked: readonly RequestPrincipal[], trust: unknown): readonly RequestPrincipal[] {
  const read = readWellFormed(trust, 'trust');
  const statements = read.ok ? read.value.statements : [];
  const all = witnessesOf([...statements, { principals: { not: false, entries: asked } }]);
  return all.filter((caller) => asked.some((one) => isAmong(caller, one)));
}

function isAmong(caller: RequestPrincipal, asked: RequestPrincipal): boolean {
  if (asked.value === '*' && asked.type !== 'AWS') return caller.type === asked.type;
  return matchPrincipals({ not: false, entries: [asked] }, caller) !== 'none';
}

/**
 * What a trust policy says of one principal, as a policy of what he may do with the role.
 *
 * @param hasBoundary whether the role has a permissions boundary
 * @returns a document in which statements about others have the place of nothing
 */
export function policiesFor(caller: RequestPrincipal, trust: unknown, hasBoundary: boolean): JsonObject {
  const read = readWellFormed(trust, 'trust');
  const statements = read.ok ? read.value.statements : [];
  const { Statement } = combinedPolicy([trust]) as { readonly Statement: readonly unknown[] };
  return {
    Version: '2012-10-17',
    Statement: asArray(Statement).map((raw, index) => {
      const { effect, principals } = statements[index]!;
      // As the evaluator has it: Deny with NotPrincipal denies every principal that has a boundary.
      const isAbout = hasBoundary && effect === 'Deny' && principals.not;
      if (!isObject(raw) || (!isAbout && matchPrincipals(principals, caller) === 'none')) return null;
      const { Principal: _, NotPrincipal: __, ...rest } = raw;
      return { ...rest, Resource: '*' };
    }),
  };
}
