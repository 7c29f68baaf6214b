import { documentOf, type Placed, type Scene } from './scene';
import type { DecidingStatement, Failing } from './verdict';
import { asArray } from '../../shared/json';
import type { PermissionDifference } from '../compare/difference';
import { type Evaluation, evaluate } from '../evaluate/evaluate';
import { compilePolicy } from '../evaluate/policy';
import type { ConditionBlock } from '../policy/document';

type Why = Pick<Failing, 'found' | 'statement' | 'why'>;

/** @param difference something that is allowed, or perhaps, and is not to be */
export function whyAllowed({ kind, condition, statement }: PermissionDifference, { own }: Scene): Why {
  const origin = own[statement.index]?.origin;
  const said = `${subjectOf(origin)} ${kind === 'gained' ? 'allows' : 'may allow'} it${ifWords(condition)}.`;
  return kind === 'gained'
    ? { found: 'allow', statement: origin, why: said }
    : { found: 'unclear', statement: origin, why: `${said} Whether it does is not known.` };
}

/**
 * @param difference something that is not allowed, or perhaps not, and is to be
 * @param scene with all that the test says of the requests
 * @param general without it
 */
export function whyNotAllowed({ witness, kind }: PermissionDifference, scene: Scene, general: Scene): Why {
  const request = { action: witness.action, resources: [witness.resource] };
  const { decision, statement, silent } = evaluateFavourably(request, scene);
  const originIn = ({ own, bounding = [] }: Scene, reference: NonNullable<Evaluation['statement']>) =>
    (reference.source === 'boundary' ? bounding : own)[reference.statement]?.origin;
  if (decision === 'explicitly-denied') {
    const origin = originIn(scene, statement!);
    return { found: 'deny', statement: origin, why: `${subjectOf(origin)} denies it.` };
  }
  if (decision === 'undecided') {
    const origin = originIn(scene, statement!);
    const why = `${subjectOf(origin)} names resources, but the action has none, and AWS does not say what comes of that. Only Resource "*" is certain to allow it.`;
    return { found: 'unclear', statement: origin, why };
  }
  const conditional = conditionalOn(request, decision === 'allowed' ? scene : general);
  if (!conditional) {
    const silentPolicy = silent === 'boundary' ? 'the permissions boundary' : 'the policies';
    return { found: 'deny', why: `No statement of ${silentPolicy} allows it.` };
  }
  const { origin, raw } = conditional;
  const says =
    raw.Effect === 'Deny'
      ? `denies it${ifWords(raw.Condition as ConditionBlock)}`
      : `allows it only${ifWords(raw.Condition as ConditionBlock)}`;
  const missing = decision === 'allowed' ? ', and the test leaves that open' : '';
  return {
    found: kind === 'lost' ? 'deny' : 'unclear',
    statement: origin,
    why: `${subjectOf(origin)} ${says}${missing}.`,
  };
}

interface Request {
  readonly action: string;
  readonly resources: readonly string[];
}

/** With every condition taken to hold where a statement allows, and not to where it denies. */
function evaluateFavourably(request: Request, { own, bounding }: Scene): Evaluation {
  return evaluate(request, {
    identity: [favourable(own)],
    ...(bounding && { boundary: favourable(bounding) }),
  });
}

function favourable(statements: readonly Placed[]) {
  const kept = statements.map(({ raw: { Condition, ...statement } }) =>
    Condition !== undefined && statement.Effect === 'Deny' ? NOTHING : statement,
  );
  return compilePolicy(documentOf(kept));
}

/** It keeps the place of a statement that does not count. */
const NOTHING = { Effect: 'Deny', Action: 'sts:NoSuchAction', Resource: 'arn:aws:sts:::nothing' };

/** The statement with a condition that decides: one that denies, else one that allows. */
function conditionalOn(request: Request, { own, bounding = [] }: Scene): Placed | undefined {
  const applying = [...own, ...bounding].filter(({ raw: { Condition, ...rest } }) => {
    if (Condition === undefined) return false;
    const alone = compilePolicy(documentOf([{ ...rest, Effect: 'Allow' }]));
    return evaluate(request, { identity: [alone] }).decision === 'allowed';
  });
  return applying.find(({ raw }) => raw.Effect === 'Deny') ?? applying[0];
}

function subjectOf(statement: DecidingStatement | undefined): string {
  if (!statement) return 'The policy';
  const { policy, index, sid } = statement;
  return `Statement ${index + 1}${sid === undefined ? '' : ` (${sid})`} of ${policy}`;
}

const MAX_VALUES = 3;

/** ` if iam:PassedToService is … (StringEquals)`; empty without a condition. */
function ifWords(block: ConditionBlock | undefined): string {
  const lines = Object.entries(block ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `${operator} ${key} ${valueWords(asArray(values).map(String))}`),
  );
  return lines.length > 0 ? ` if ${lines.join(' and ')}` : '';
}

function valueWords(values: readonly string[]): string {
  const left = values.length - MAX_VALUES;
  return `${values.slice(0, MAX_VALUES).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
