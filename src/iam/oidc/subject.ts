/** A claim of a token and its value, as its subject has them: `repo:acme/churn`. A word that stands for itself has no value. */
export interface SubjectPart {
  readonly claim: string;
  readonly value: string;
}

/** How a provider makes subjects of claims: `CLAIM:VALUE:CLAIM:VALUE…`, in which a colon of a value is `%3A`. */
export interface SubjectGrammar {
  /** Claims that subjects begin with, if there are but few. */
  readonly first?: readonly string[];
  /** All words that a part can begin with, claims with their colon. */
  readonly beginnings: readonly string[];
  /** Words that stand for themselves. */
  readonly words: readonly string[];
  isClaim(text: string): boolean;
  /** Whether a claim can have the value. */
  isValue(claim: string, value: string): boolean;
  /** Whether a claim can have a value that starts so. */
  isStart(claim: string, start: string): boolean;
}

/** The part of a subject, or of a pattern of subjects, that says for certain what it says. */
interface ReadSubject {
  /** Up to the first wildcard, those that are complete. */
  readonly parts: readonly SubjectPart[];
  /** Whether that is all of it. */
  readonly isWhole: boolean;
  /** The place among the fields between colons, from 0, that no subject can have there. */
  readonly fault?: number;
}

/** What a provider puts in place of a colon in a value. */
export function encodedValue(text: string): string {
  return text.replaceAll(':', '%3A');
}

/** @param isPattern whether `*` and `?` are wildcards */
export function readSubject(subject: string, isPattern: boolean, grammar: SubjectGrammar): ReadSubject {
  const parts: SubjectPart[] = [];
  // What stands for a variable is not known here.
  if (subject.includes('${')) return { parts, isWhole: false };

  const fields = subject.split(':');
  const startOf = (field: string) => (isPattern ? /^[^*?]*/.exec(field)![0] : field);
  const isOpen = (field: string | undefined) => field !== undefined && startOf(field) !== field;
  for (let index = 0; index < fields.length;) {
    const claim = fields[index]!;
    const isFirst = index === 0 && grammar.first !== undefined;
    if (isOpen(claim)) {
      const beginnings = isFirst ? grammar.first!.map((each) => `${each}:`) : grammar.beginnings;
      const fits = beginnings.some((each) => each.startsWith(startOf(claim)));
      return { parts, isWhole: false, ...(!fits && { fault: index }) };
    }
    if (isFirst && !grammar.first!.includes(claim)) return { parts, isWhole: false, fault: index };
    if (grammar.words.includes(claim)) {
      parts.push({ claim, value: '' });
      index += 1;
      continue;
    }
    if (!grammar.isClaim(claim)) return { parts, isWhole: false, fault: index };

    const value = fields[index + 1];
    if (isOpen(value)) {
      const fits = grammar.isStart(claim, startOf(value!));
      return { parts, isWhole: false, ...(!fits && { fault: index + 1 }) };
    }
    if (value === undefined || !grammar.isValue(claim, value)) return { parts, isWhole: false, fault: index + 1 };
    parts.push({ claim, value });
    index += 2;
  }
  return { parts, isWhole: true };
}
