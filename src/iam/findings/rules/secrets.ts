import { MADE_UP_CHARACTER } from '../../glob/example-text';
import type { ReadPolicy, ReadStatement } from '../../policy/policy';
import type { Rule } from '../finding';
import { PAGES } from '../pages';
import { READING_SECRETS } from './escalation-actions';
import { mayMatchAction } from './matching';
import { untagged } from './other-roles';
import type { Reach } from './reach';
import { type Told, toldOf } from './told';

const EVERY_SECRET: Rule = {
  id: 'every-secret-readable',
  severity: 'security',
  title: 'Secrets that nobody named may be read.',
  why: 'Passwords, keys and tokens of other applications open what the policy does not.',
  fix: 'Name the secrets or parameters that are needed by their ARNs.',
  documentation: PAGES.secrets,
};

export const SECRET_RULES: readonly Rule[] = [EVERY_SECRET];

export function readingSecrets(statement: ReadStatement, policy: ReadPolicy, reach: Reach): Told[] {
  const named = READING_SECRETS.filter(({ actions }) =>
    actions.some((action) => mayMatchAction(statement.actions, action)),
  );
  const found = named.flatMap(({ actions, arn: form }) =>
    reach
      .examples(statement, form.replaceAll('NAME', MADE_UP_CHARACTER))
      .flatMap(({ entry, arn }) =>
        actions
          .filter((action) => untagged(policy).some((tags) => reach.allows(statement, action, arn, tags)))
          .map((action) => ({ entry, action })),
      ),
  );
  return toldOf(EVERY_SECRET, statement, found);
}
