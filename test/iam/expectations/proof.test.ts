import fc from 'fast-check';
import { policyOf, roleWith } from './role';
import { evaluate } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import type { AccessTest } from '../../../src/iam/expectations/access-test';
import { judge } from '../../../src/iam/expectations/judge';
import { cases } from '../../cases';

/** A small world, of which every request can be asked. */
const ACTIONS = ['s3:GetObject', 's3:PutObject'];
const RESOURCES = ['arn:aws:s3:::a/x', 'arn:aws:s3:::a/y', 'arn:aws:s3:::b/x', 'arn:aws:s3:::red/x'];
const VALUES = ['red', 'blue', undefined];
const [TEAM, STAGE] = ['aws:PrincipalTag/team', 'aws:PrincipalTag/stage'];

const patterns = (all: readonly string[], more: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...all, ...more), { minLength: 1, maxLength: 2 });
const actions = patterns(ACTIONS, ['s3:*Object', 's3:Get*']);
const resources = patterns(RESOURCES, ['*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::?/x', 'arn:aws:s3:::b*']);
const values = fc.uniqueArray(fc.constantFrom('red', 'blue', 'r*'), { minLength: 1, maxLength: 2 });
const condition = fc.record({
  operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists', 'Null'),
  key: fc.constantFrom(TEAM, STAGE),
  values,
});
const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    actions,
    notAction: fc.boolean(),
    resources: fc.oneof(resources, fc.constant([`arn:aws:s3:::\${${TEAM}}/*`])),
    notResource: fc.boolean(),
    condition: fc.option(condition, { nil: undefined, freq: 2 }),
  })
  .map(({ effect, notAction, notResource, condition: asked, ...each }) => ({
    Effect: effect,
    [notAction && effect === 'Deny' ? 'NotAction' : 'Action']: each.actions,
    [notResource ? 'NotResource' : 'Resource']: each.resources,
    ...(asked && {
      Condition: { [asked.operator]: { [asked.key]: asked.operator === 'Null' ? 'true' : asked.values } },
    }),
  }));
const context = fc.dictionary(fc.constantFrom(TEAM, STAGE), fc.oneof(values, fc.constant(null)), { maxKeys: 2 });
const test = fc.record({
  ...{ name: fc.constant('it'), line: fc.constant(1), expect: fc.constantFrom('allow' as const, 'deny' as const) },
  actions,
  resources: fc.option(resources, { nil: undefined }),
  except: fc.option(resources, { nil: undefined, freq: 2 }),
  context: fc.option(context, { nil: undefined }),
  unless: fc.option(
    context.filter((each) => Object.keys(each).length > 0),
    { nil: undefined, freq: 2 },
  ),
});

type Request = Readonly<{ action: string; resource: string; context: Record<string, string> }>;

const WORLD: readonly Request[] = ACTIONS.flatMap((action) =>
  RESOURCES.flatMap((resource) =>
    VALUES.flatMap((team) =>
      VALUES.map((stage) => ({
        ...{ action, resource },
        context: { ...(team && { [TEAM]: team }), ...(stage && { [STAGE]: stage }) },
      })),
    ),
  ),
);

const matches = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text);
const some = (all: readonly string[], text: string) => all.some((pattern) => matches(pattern, text));

/** What the page on tests says, word by word. */
function describes(asked: AccessTest, request: Request): boolean {
  const has = ([key, wanted]: [string, readonly string[] | null]) => {
    const value = request.context[key];
    return wanted === null ? value === undefined : value !== undefined && some(wanted, value);
  };
  return (
    some(asked.actions, request.action) &&
    some(asked.resources ?? ['*'], request.resource) &&
    !some(asked.except ?? [], request.resource) &&
    Object.entries(asked.context ?? {}).every(has) &&
    !(asked.unless && Object.entries(asked.unless).every(has))
  );
}

it('calls nothing held that one request of a small world is otherwise, and nothing broken without a reason', () => {
  let proved = 0;
  fc.assert(
    fc.property(
      fc.array(statement, { minLength: 1, maxLength: 3 }),
      test,
      fc.option(statement),
      (statements, asked, bound) => {
        const boundary = bound === null ? undefined : policyOf(bound);
        const role = {
          ...roleWith(...statements),
          ...(boundary !== undefined && { boundary: { name: 'b', document: boundary } }),
        };
        const policies = {
          identity: [compilePolicy(policyOf(...statements))],
          ...(boundary !== undefined && { boundary: compilePolicy(boundary) }),
        };
        const isAllowed = ({ action, resource, context: given }: Request) =>
          evaluate({ action, resources: [resource], context: given }, policies).decision === 'allowed';
        const verdict = judge(asked, role);
        const otherwise = WORLD.filter(
          (request) => describes(asked, request) && isAllowed(request) !== (asked.expect === 'allow'),
        );
        if (verdict.holds) {
          expect(otherwise).toEqual([]);
          proved++;
        } else {
          expect(verdict.why).not.toBe('');
        }
      },
    ),
    cases(150),
  );
  // It is worth nothing if all are broken.
  expect(proved).toBeGreaterThan(10);
});
