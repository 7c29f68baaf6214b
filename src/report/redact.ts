import type { Report } from './model';
import { foundFolded, isFoldable } from './redact-folded';
import { withoutForms } from './redact-forms';
import { ORDINARY_WORDS } from './redact-ordinary';
import { finderOf, type Span } from './redact-spellings';
import { withoutTerminalCodes } from './visible';

/** Shorter ones are in every other word, and nothing could be read any more. */
const MIN_SECRET_LENGTH = 4;
const REDACTED = '***';

/** Takes the secrets out of a text. */
export type Clean = (text: string) => string;

/**
 * @returns false for what would be found in ordinary words, so that it is neither looked for nor masked: less than 4 characters,
 *   and words that reports and policies are made of. Whoever has such a secret has none: it is guessed before it is found here.
 */
export function isWorthHiding(secret: string): boolean {
  return secret.trim().length >= MIN_SECRET_LENGTH && !ORDINARY_WORDS.has(secret.trim().toLowerCase());
}

/**
 * Masks of the runner cover its log, not what goes to the API or into files, so secrets are taken out here.
 *
 * @param secrets as they are; those that are not worth hiding are left out
 * @returns what replaces them by `***`, in whatever way they are written, and what has the form of a secret, known or not
 */
export function redactor(secrets: readonly string[]): Clean {
  const hidden = [...new Set(secrets)].filter(isWorthHiding);
  const find = finderOfAll(hidden);
  const findFolded = finderOfAll(hidden.filter(isFoldable));
  return (text) => withoutForms(without(text, [...find(text), ...foundFolded(text, findFolded)]), REDACTED);
}

function finderOfAll(secrets: readonly string[]): (text: string) => Span[] {
  const finders = secrets.map(finderOf);
  return (text) => finders.flatMap((find) => find(text));
}

/** Together, for a secret may be part of another one, or overlap with it: one after the other would leave the rest. */
function without(text: string, found: readonly Span[]): string {
  if (found.length === 0) return text;
  let rest = 0;
  let kept = '';
  for (const { start, end } of [...found].sort((a, b) => a.start - b.start)) {
    if (start >= rest) kept += `${text.slice(rest, start)}${REDACTED}`;
    rest = Math.max(rest, end);
  }
  return kept + text.slice(rest);
}

/**
 * The report without secrets: every text of it, whatever it is called. This has to happen before anything is escaped, shortened
 * or cut: each of these could split a secret, so that it would no longer be found.
 */
export function redactReport<R extends Report>(report: R, secrets: readonly string[]): R {
  const redactText = redactor(secrets);
  const own = ownWords(report);
  // Many texts are the same, and looking for all spellings of all secrets takes its time.
  const known = new Map<string, string>();
  const clean: Clean = (text) => {
    if (own.has(text)) return text;
    // Terminal codes go first: what they split would join up again when they are taken out for display.
    const cleaned = known.get(text) ?? redactText(withoutTerminalCodes(text));
    known.set(text, cleaned);
    return cleaned;
  };
  return cleanTexts(report, clean, (key) => (OWN_KEY.test(key) ? key : clean(key)));
}

/** The model's own keys. Those from outside, such as condition keys, have a colon or begin with a capital letter. */
const OWN_KEY = /^[a-z][a-zA-Z]*$/;

/** Of a reason or a finding. Those of AWS are in capitals. */
const OWN_NAME = /^[a-z]+(?:-[a-z]+)*$/;

/**
 * What the report has by tables of ours, such as reasons, types of resources and findings. They stay where they are the whole
 * text: a secret that is the same must not make a report that no one can read, and a text that says `stack-locked` tells nothing
 * of it. A word that is missing here is redacted, and never the other way around.
 */
function ownWords(report: Report): ReadonlySet<string> {
  if (report.outcome === 'invalid-input') return new Set(['invalid-input']);
  const { changes = [], assessment } = report.access ?? {};
  return new Set([
    ...['not-reached', 'not-started', 'not-required', 'without-github', 'not-looked-at'],
    ...['new-access', 'not-confirmed', 'nothing-before', 'no-answer'],
    ...(report.outcome === 'failed' ? [report.failure.reason] : []).filter((reason) => OWN_NAME.test(reason)),
    ...changes.map(({ type }) => type).filter((type) => /^aws:iam\/\w+:\w+$/.test(type)),
    ...(assessment?.findings ?? []).map(({ id }) => id).filter((id) => OWN_NAME.test(id)),
  ]);
}

/** A copy of the value with every text in it replaced, and every key as well if `cleanKey` is given. */
export function cleanTexts<T>(value: T, clean: Clean, cleanKey: Clean = (key) => key): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map((member: unknown) => cleanTexts(member, clean, cleanKey)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [cleanKey(key), cleanTexts(member, clean, cleanKey)]);
  return Object.fromEntries(members) as T;
}
