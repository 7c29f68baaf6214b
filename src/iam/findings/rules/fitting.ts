import { overlap, referenceTokens, widestResourceTokens, withinParts } from '../patterns';

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
        overlap(withinParts(widestResourceTokens(entry, variables)), referenceTokens(arnPattern)));
    known.set(key, answer);
    return answer;
  };
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
