import { type Asking, bounded } from './asking';
import type { DenialsReport, RoleReport } from '../../report/model';
import { proveDenials } from '../../stack/verify/denials';

/**
 * What AWS proves of the tests of access that expect a denial. It is told of the stack's own policy alone: neither of a boundary
 * nor of policies of others.
 *
 * @returns `undefined` where there is nothing to ask
 */
export async function provedDenials(
  { accessTests, policy }: RoleReport,
  { aws: { region, signal } }: Asking,
): Promise<DenialsReport | undefined> {
  const tests = (accessTests?.results ?? []).flatMap(({ test }) =>
    test.expect === 'deny' && !test.principals ? [test] : [],
  );
  if (tests.length === 0 || policy.after === undefined) return undefined;
  const verdicts = await proveDenials(policy.after, tests, bounded({ region, signal }));
  return {
    proved: verdicts.filter(({ state }) => state === 'proved').length,
    notProved: tests.filter((_, index) => verdicts[index]!.state === 'not-proved').map(({ name }) => name),
    unknown: tests.flatMap(({ name }, index) => {
      const verdict = verdicts[index]!;
      return verdict.state === 'unknown' ? [{ name, why: verdict.why }] : [];
    }),
  };
}
