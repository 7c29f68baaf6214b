import type { ConditionOperator } from '../policy/condition-operator';

/** A condition of a trust policy, with what it needs to say whose tokens it takes. */
interface TokenCondition {
  readonly operator?: ConditionOperator;
  readonly key: string;
  readonly values: readonly string[];
}

/** One job that conditions let in, or whatever else the tokens of a provider are about, such as a service account. */
export interface Job {
  /** The same for the same job, whichever form its subject has. */
  readonly key: string;
  /** All of these are true of it. */
  readonly traits: readonly JobTrait[];
}

/** What a claim of the job's tokens has to be. */
export interface JobTrait {
  /** The condition key in lower case: `token.actions.githubusercontent.com:sub`. */
  readonly key: string;
  /** The same for the same values. */
  readonly name: string;
  readonly comparison: NamingComparison;
  /** One of these: of a subject both forms, of all else one value. */
  readonly values: readonly string[];
  /** Whether the values are texts in full, so that no token fits another name as well. */
  readonly isExact: boolean;
}

type NamingComparison = (typeof NAMING)[number];

const NAMING = ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase'] as const;

/** Of the conditions of a statement, what is left of them for one job. */
interface ConditionsOnJob<C> {
  readonly job: Job;
  readonly conditions: readonly C[];
}

/** @returns what claims of a provider start with, in lower case; `undefined` if that is no OpenID Connect provider */
export function issuerOfProvider({ type, value }: { readonly type: string; readonly value: string }) {
  const issuer = type === 'Federated' ? /:oidc-provider\/(.+)$/s.exec(value)?.[1] : undefined;
  return issuer?.replace(/\/$/, '').toLowerCase();
}

/**
 * Takes conditions apart by the jobs that they name. Together the parts hold for the same tokens as the conditions.
 *
 * @param issuer what the claims start with, in lower case
 * @param forms of the subjects, see `subjectForms`
 * @param limit of more jobs, none is told
 * @returns `undefined` where the conditions name none one by one
 */
export function conditionsByJob<C extends TokenCondition>(
  conditions: readonly C[],
  issuer: string,
  forms: SubjectForms,
  limit: number,
): ConditionsOnJob<C>[] | undefined {
  const naming = conditions.filter((condition) => isNaming(condition, issuer));
  const count = naming.reduce((product, { values }) => product * values.length, 1);
  if (naming.length === 0 || count === 0 || count > limit) return undefined;
  return conditions
    .reduce<readonly (readonly [traits: readonly JobTrait[], conditions: readonly C[]])[]>(
      (all, condition) => {
        const traits = naming.includes(condition) ? traitsOf(condition, forms) : undefined;
        return all.flatMap(([before, rest]) =>
          traits
            ? traits.map(
                (trait) =>
                  [
                    [...before, trait],
                    [...rest, { ...condition, values: trait.values }],
                  ] as const,
              )
            : [[before, [...rest, condition]] as const],
        );
      },
      [[[], []]],
    )
    .map(([traits, left]) => ({ job: jobOf(traits), conditions: left }));
}

function jobOf(traits: readonly JobTrait[]): Job {
  return { key: JSON.stringify(traits.map(({ key, name }) => `${key} ${name}`).sort()), traits };
}

/** The audience says whom tokens are for, all other claims whom they are about. */
function isNaming({ operator, key, values }: TokenCondition, issuer: string): boolean {
  const name = key.toLowerCase();
  return (
    operator !== undefined &&
    !operator.negated &&
    !operator.ifExists &&
    operator.quantifier === undefined &&
    isNamingComparison(operator.comparison) &&
    values.length > 0 &&
    name.startsWith(`${issuer}:`) &&
    name !== `${issuer}:aud`
  );
}

function isNamingComparison(comparison: string): comparison is NamingComparison {
  return NAMING.some((each) => each === comparison);
}

function traitsOf({ operator, key, values }: TokenCondition, forms: SubjectForms): readonly JobTrait[] {
  const traits = new Map<string, JobTrait>();
  for (const value of values) {
    const trait = traitOf(operator!.comparison as NamingComparison, key.toLowerCase(), value, forms);
    const known = traits.get(trait.name);
    if (!known?.values.includes(value)) {
      traits.set(trait.name, { ...trait, values: [...(known?.values ?? []), value] });
    }
  }
  return [...traits.values()];
}

function traitOf(comparison: NamingComparison, key: string, value: string, forms: SubjectForms): JobTrait {
  const text = key.endsWith(':sub') ? forms(value) : value;
  const isOpen = value.includes('${') || (comparison === 'StringLike' && /[*?]/.test(value));
  const isInAnyCase = comparison === 'StringEqualsIgnoreCase';
  const how = isInAnyCase ? 'in any case' : isOpen ? `by ${comparison}` : 'is';
  return { key, name: JSON.stringify([how, text]), comparison, values: [value], isExact: !isOpen && !isInAnyCase };
}

/** @returns the same for the forms of one subject */
export type SubjectForms = (subject: string) => string;

/** A repository with the ids of its owner and its own, in a subject. */
const WITH_IDS = /(^|:)(repo|repository):([^/@:*?$]+)@(\d+)\/([^/@:*?$]+)@(\d+)(?=:|$)/;

/**
 * The subjects of a job with and without ids are forms of one, unless there are other ids with the same names: a repository can
 * be deleted, and another one made in its place.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 *
 * @param subjects all that are named, of whatever provider
 */
export function subjectForms(subjects: readonly string[]): SubjectForms {
  const ids = new Map<string, Set<string>>();
  for (const subject of subjects) {
    const [, , , owner, ownerId, name, id] = WITH_IDS.exec(subject) ?? [];
    if (owner === undefined) continue;
    const repository = `${owner}/${name}`;
    ids.set(repository, (ids.get(repository) ?? new Set()).add(`${ownerId}/${id}`));
  }
  return (subject) => {
    const [, , , owner, , name] = WITH_IDS.exec(subject) ?? [];
    const isOne = owner !== undefined && ids.get(`${owner}/${name}`)?.size === 1;
    return isOne ? subject.replace(WITH_IDS, '$1$2:$3/$5') : subject;
  };
}

/** The subjects that conditions name. */
export function subjectsNamed(conditions: readonly TokenCondition[]): string[] {
  return conditions.filter(({ key }) => /:sub$/i.test(key)).flatMap(({ values }) => values);
}
