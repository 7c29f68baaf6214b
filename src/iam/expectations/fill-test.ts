import type { AccessTest, TestContext } from './access-test';
import { casesOf, MAX_CASES } from './described';
import { isAboutNothing } from './judge';
import { misfits, wrongAction, wrongKey, wrongPrincipal, wrongResource, wrongValues } from './meaning';
import { isPlaceholder, PLACEHOLDERS, placeholdersIn, type PlaceholderValues, withValues } from './placeholders';
import { type TokenCaller, tokenCaller } from './token';
import type { Written, WrittenKey, WrittenPrincipal, WrittenTest } from './written-test';
import type { Place, PlaceProblem } from '../../shared/place-problem';
import type { RequestPrincipal } from '../evaluate/principal';

/** Where the values of placeholders come from: for `execution-role`, the end of a sentence that starts with "give". */
export type Sources = (placeholder: string) => string;

/**
 * A test for one model.
 *
 * @param sources what to do about a placeholder that has no value
 * @returns the test; or all that is wrong with it, then there is none
 */
export function fillTest(
  written: WrittenTest,
  values: PlaceholderValues,
  sources: Sources,
): { readonly test?: AccessTest; readonly problems: readonly PlaceProblem[] } {
  const problems: PlaceProblem[] = [];
  const refuse = ({ line, column }: Place, expected: string) => void problems.push({ line, column, expected });
  const { name, expect, line } = written;
  const actions = written.actions.map(({ text }) => text);
  for (const action of written.actions) {
    const expected = wrongAction(action.text);
    if (expected) refuse(action, expected);
  }
  if (problems.length > 0) return { problems };

  const fill = (each: Written) => filledText(each, values, sources, refuse);
  const isOfTrust = written.principals !== undefined || written.token !== undefined;
  const texts = (all: readonly Written[] | undefined) => all?.map((each) => filledResource(each, fill, refuse));
  const contextOf = (keys: readonly WrittenKey[] | undefined, where: 'context' | 'unless') =>
    keys && filledContext(keys, { actions, isOfTrust, where }, fill, refuse);
  const token = written.token && filledToken(written, fill, refuse);
  const context = { ...contextOf(written.context, 'context'), ...token?.context };
  const parts = {
    resources: anyResource(texts(written.resources)),
    except: texts(written.except),
    context: Object.keys(context).length > 0 ? context : undefined,
    unless: contextOf(written.unless, 'unless'),
    principals: token
      ? [{ type: 'Federated' as const, value: token.provider ?? providerOf(token, values, written, sources, refuse) }]
      : written.principals?.map((each) => filledPrincipal(each, fill, refuse)),
  };
  const present = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
  const test: AccessTest = { name, expect, actions, ...present, line };
  if (problems.length === 0) checkTogether(test, written, refuse);
  return problems.length > 0 ? { problems } : { test, problems };
}

type Fill = (written: Written) => string;
type Refuse = (place: Place, expected: string) => void;

function filledText(written: Written, values: PlaceholderValues, sources: Sources, refuse: Refuse): string {
  if (written.text.includes('${')) {
    refuse(written, 'no policy variable: a test is about requests, which have none');
    return written.text;
  }
  for (const name of placeholdersIn(written.text)) {
    if (!isPlaceholder(name)) {
      refuse(written, `${PLACEHOLDERS.map((known) => `{${known}}`).join(', ')} in braces, not {${name}}`);
    } else if (values[name] === undefined) {
      refuse(written, `no {${name}}, which has no value here: give ${sources(name)}`);
    }
  }
  return withValues(written.text, values);
}

function filledResource(written: Written, fill: Fill, refuse: Refuse): string {
  const text = fill(written);
  const expected = text.includes('{') ? undefined : wrongResource(text);
  if (expected) refuse(written, expected);
  return text;
}

/** A `*` is no resource, but all of them. */
function anyResource(resources: readonly string[] | undefined): readonly string[] | undefined {
  return resources?.includes('*') ? undefined : resources;
}

function filledContext(
  keys: readonly WrittenKey[],
  about: { readonly actions: readonly string[]; readonly isOfTrust: boolean; readonly where: 'context' | 'unless' },
  fill: Fill,
  refuse: Refuse,
): TestContext {
  return Object.fromEntries(
    keys.map((written) => {
      const { key } = written;
      const expected = wrongKey(key, about.actions, about.isOfTrust);
      if (expected) refuse(written, expected);
      const values = written.values?.map((each) => ({ ...each, text: fill(each) })) ?? null;
      const wrong = expected ? undefined : wrongValues({ ...written, values }, about.where);
      if (wrong) refuse(...wrong);
      return [key, values?.map(({ text }) => text) ?? null];
    }),
  );
}

function filledPrincipal(written: WrittenPrincipal, fill: Fill, refuse: Refuse): RequestPrincipal {
  const principal = { type: written.type, value: fill(written) };
  const expected = principal.value.includes('{') ? undefined : wrongPrincipal(principal);
  if (expected) refuse(written, expected);
  return principal;
}

function filledToken(
  { token = [], expect, ...test }: WrittenTest,
  fill: Fill,
  refuse: Refuse,
): TokenCaller | undefined {
  const claims = Object.fromEntries(token.map(({ key, values }) => [key, values && values.map(fill)]));
  const caller = tokenCaller(claims, expect);
  if (!caller.ok) {
    refuse(token[0] ?? test, caller.expected);
    return undefined;
  }
  const { provider } = caller.value;
  const expected = provider === undefined ? undefined : wrongPrincipal({ type: 'Federated', value: provider });
  if (expected) refuse(token.find(({ key }) => key === 'provider') ?? test, expected);
  return caller.value;
}

function providerOf(
  { issuer }: TokenCaller,
  { partition, account }: PlaceholderValues,
  test: WrittenTest,
  sources: Sources,
  refuse: Refuse,
): string {
  const missing = partition === undefined ? 'partition' : account === undefined ? 'account' : undefined;
  if (missing) refuse(test, `the ARN of the identity provider as claim provider, or ${sources(missing)}`);
  return `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
}

/** What only the parts together tell. */
function checkTogether(test: AccessTest, written: WrittenTest, refuse: Refuse): void {
  const cases = casesOf(test).length;
  if (cases > MAX_CASES) {
    refuse(written, `at most ${MAX_CASES} combinations of values in context, but it has ${cases}`);
    return;
  }
  const wrong = test.principals
    ? wrongWay(test, written)
    : misfits(test).map((each) => [placeOf(written, each.resource), each.expected] as const);
  for (const [place, expected] of wrong) refuse(place, expected);
  if (wrong.length === 0 && isAboutNothing(test)) {
    refuse(written, 'a test that is about something: what it leaves out is all that it is about');
  }
}

function placeOf({ resources, ...test }: WrittenTest, index: number | undefined): Place {
  return resources?.[index ?? 0] ?? test;
}

const BY_TOKEN = /^sts:AssumeRoleWith/i;

/** Each way to assume a role is one for certain callers. */
function wrongWay(
  { actions, principals = [] }: AccessTest,
  written: WrittenTest,
): readonly (readonly [Place, string])[] {
  const other = written.actions.find(({ text }) => !/^sts:/i.test(text));
  if (other) return [[other, 'an action by which a role is assumed, such as sts:AssumeRole, in a test of trust']];
  for (const { type, value } of principals) {
    const isAnybody = value === '*' && type === 'AWS';
    const index = isAnybody ? -1 : actions.findIndex((action) => isNoWayOf(type, action));
    if (index < 0) continue;
    const way = type === 'Federated' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
    return [[written.actions[index]!, `${way}, by which ${type} principals assume a role, not ${actions[index]}`]];
  }
  return [];
}

function isNoWayOf(type: RequestPrincipal['type'], action: string): boolean {
  if (/[*?]/.test(action)) return false;
  return type === 'Federated' ? /^sts:AssumeRole$/i.test(action) : BY_TOKEN.test(action);
}
