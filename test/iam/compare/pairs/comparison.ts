import type { Chance } from './chance';
import { documentOf, drawRequests, type Pair } from './policies';
import type { PermissionDifference, TrustDifference } from '../../../../src/iam/compare/difference';
import { comparePermissions } from '../../../../src/iam/compare/permissions';
import { compareTrust } from '../../../../src/iam/compare/trust';
import { type AccessRequest, evaluate } from '../../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../../src/iam/evaluate/policy';
import { actionGlob } from '../../../../src/iam/glob/action-pattern';
import { matchesGlob } from '../../../../src/iam/glob/glob';
import { widestResourceGlob } from '../../../../src/iam/glob/resource-pattern';
import type { PolicyKind } from '../../../../src/iam/policy/policy';

type Told = PermissionDifference | TrustDifference;

/** How often each kind of pair is drawn, and how many requests are put to both documents of a pair. */
export interface Amounts {
  readonly pairs: number;
  readonly requests: number;
}

/** Differences with and without an effect: a request is evaluated whether or not its resource fits its action. */
function compareThem(kind: PolicyKind, before: object, after: object): readonly Told[] {
  const compared = kind === 'trust' ? compareTrust(before, after) : comparePermissions(before, after);
  if (compared.incomplete || compared.malformed.before || compared.malformed.after) {
    throw new Error(JSON.stringify([compared.incomplete, compared.malformed, before, after]));
  }
  return [...compared.differences, ...compared.withoutEffect];
}

const EVERYTHING = compilePolicy({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});

/**
 * How far a request is allowed, where whoever assumes a role has a permission of its own.
 *
 * @returns 2 if it is allowed, 1 if AWS does not say, else 0
 */
function allowance(kind: PolicyKind, request: AccessRequest, document: object): number {
  const policy = compilePolicy(document, kind);
  const policies = kind === 'trust' ? { identity: [EVERYTHING], trust: policy } : { identity: [policy] };
  const { decision } = evaluate(request, policies);
  return decision === 'allowed' ? 2 : Number(decision === 'undecided');
}

/** Whether the difference names what the request is about. */
function isAbout(told: Told, { action, resources }: AccessRequest): boolean {
  const names = matchesGlob(actionGlob(told.action), action.toLowerCase());
  // Of actions without resources, all that a statement names is about them.
  if (!('resource' in told) || resources![0] === '*') return names;
  return names && matchesGlob(widestResourceGlob(told.resource, true), resources![0]!);
}

type Draw = (chance: Chance) => Pair;

/**
 * Draws pairs of documents and puts requests to them.
 *
 * @throws Error with the documents and the request if one becomes possible that no difference tells of, or no longer is
 */
export function expectAllTold(draw: Draw, { pairs, requests }: Amounts, chance: Chance): void {
  for (let run = 0; run < pairs; run++) {
    const pair = draw(chance);
    const [before, after] = [documentOf(pair.before), documentOf(pair.after)];
    const differences = compareThem(pair.kind, before, after);
    for (const request of drawRequests(pair, requests, chance)) {
      const [old, now] = [allowance(pair.kind, request, before), allowance(pair.kind, request, after)];
      // Of what AWS doesn't say, there is nothing to lose.
      const expected = now > old ? 'gained' : old === 2 && now < old ? 'lost' : undefined;
      const told = differences.filter((each) => isAbout(each, request)).map((each) => each.kind);
      if (expected && !told.includes(expected) && !told.includes('undecided')) {
        throw new Error(`${expected}, but not told: ${JSON.stringify({ before, after, request, told })}`);
      }
    }
  }
}

/**
 * Draws pairs of documents.
 *
 * @throws Error with both if a difference of such a kind is told
 */
export function expectNone(kinds: readonly Told['kind'][], draw: Draw, pairs: number, chance: Chance): void {
  for (let run = 0; run < pairs; run++) {
    const pair = draw(chance);
    const [before, after] = [documentOf(pair.before), documentOf(pair.after)];
    const told = compareThem(pair.kind, before, after).map((each) => each.kind);
    if (told.some((each) => kinds.includes(each))) {
      throw new Error(`${told.join()} is told: ${JSON.stringify({ before, after })}`);
    }
  }
}
