import { globsOverlap } from '../../glob/algebra';
import { COLON, type Glob, globOfTokens, Wildcard } from '../../glob/glob';
import { referenceGlob } from '../../glob/reference-pattern';
import { widestResourceGlob } from '../../glob/resource-pattern';

/** Whether an entry of a statement and a pattern of the service reference have an ARN in common. */
export type Fits = (entry: string, arnPattern: string) => boolean;

/** @param variables whether `${…}` is one in the document */
export function fitting(variables: boolean): Fits {
  const known = new Map<string, boolean>();
  return (entry, arnPattern) => {
    const key = `${arnPattern} ${entry}`;
    const answer =
      known.get(key) ??
      (mayFit(entry, arnPattern) &&
        globsOverlap(withinFields(widestResourceGlob(entry, variables)), referenceGlob(arnPattern)));
    known.set(key, answer);
    return answer;
  };
}

/** Wildcards that keep to their field of the ARN take the place of those that may run on. */
const IN_FIELD = new Map<number, number>([
  [Wildcard.one, Wildcard.oneInField],
  [Wildcard.many, Wildcard.manyInField],
]);

/** Other than for IAM: nobody means the account in `arn:aws:iam::*:user/a` to run on into a role that is called `x:user/a`. */
export function withinFields({ tokens }: Glob): Glob {
  const colons = tokens.flatMap((token, index) => (token === COLON ? [index] : []));
  const startOfName = colons[4] ?? 0;
  return globOfTokens(tokens.map((token, index) => (index < startOfName ? (IN_FIELD.get(token) ?? token) : token)));
}

/** A quick look at the service and at the beginning of the last part: most types differ there. */
export const mayFit: Fits = (entry, arnPattern) => {
  const [one, other] = [beginningOf(entry), beginningOf(arnPattern)];
  if (!one || !other) return true;
  const isOfService = one.service === '*' || other.service === '*' || one.service === other.service;
  return isOfService && (one.name.startsWith(other.name) || other.name.startsWith(one.name));
};

interface Beginning {
  /** In lower case, `*` for a pattern. */
  readonly service: string;
  /** The last part as far as it is a text. */
  readonly name: string;
}

/** Per entry or pattern; there are some hundred of both. */
const MAX_KNOWN = 2_000;
const known = new Map<string, Beginning | undefined>();

/** @returns `undefined` if the ARN does not have all its parts */
function beginningOf(arn: string): Beginning | undefined {
  if (known.has(arn)) return known.get(arn);
  if (known.size >= MAX_KNOWN) known.clear();
  const [, , service, , , ...rest] = arn.replace(/\$\{[^}]*\}/g, '*').split(':');
  const beginning =
    service === undefined || rest.length === 0
      ? undefined
      : { service: /[*?%]/.test(service) ? '*' : service.toLowerCase(), name: /^[^*?%]*/.exec(rest.join(':'))![0] };
  known.set(arn, beginning);
  return beginning;
}
