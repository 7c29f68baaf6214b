import type { Report } from './model';
import { withoutTerminalCodes } from './visible';

/** Shorter ones would be found in ordinary words, and the report would no longer make sense. */
const MIN_SECRET_LENGTH = 6;
const REDACTED = '***';

type Replace = (text: string) => string;

/**
 * Masks of the runner cover its log, not what goes to the API, so secrets are taken out here.
 *
 * @param secrets shorter than 6 characters are ignored
 * @returns the text with every secret, as it is, URL-encoded, in a JSON string or in base64, replaced by `***`
 */
export function redact(text: string, secrets: readonly string[]): string {
  return redactor(secrets)(text);
}

/**
 * The report without secrets: every text of it, whatever it is called. This has to happen before anything is escaped, shortened
 * or cut: each of these could split a secret, so that it would no longer be found.
 */
export function redactReport<R extends Report>(report: R, secrets: readonly string[]): R {
  const redactText = redactor(secrets);
  const own = ownWords(report);
  // Many texts are the same, and looking for all encodings of all secrets takes its time.
  const known = new Map<string, string>();
  const clean: Replace = (text) => {
    if (own.has(text)) return text;
    // Terminal codes go first: what they split would join up again when they are taken out for display.
    const cleaned = known.get(text) ?? redactText(withoutTerminalCodes(text));
    known.set(text, cleaned);
    return cleaned;
  };
  return withTexts(report, clean, (key) => (OWN_KEY.test(key) ? key : clean(key)));
}

/** The model's own keys. Those from outside, such as condition keys, have a colon or begin with a capital letter. */
const OWN_KEY = /^[a-z][a-zA-Z]*$/;

/**
 * The fixed words of the model, where they may be as long as a secret. They stay where they are the whole text: a secret such as
 * `delete` must not make a report that no one can read, and a text that says `delete` tells nothing of the secret. A word that
 * is missing here is redacted, and never the other way around.
 */
const FIXED_WORDS = [
  ...['completed', 'failed', 'invalid-input', 'preview', 'destroy', 'unlock'],
  ...['create', 'update', 'replace', 'delete', 'import', 'planned', 'not-reached', 'drifted', 'missing'],
  ...['gained', 'undecided', 'allowed', 'conditional', 'denied', 'before'],
  ...['security', 'warning', 'suggestion', 'permissions', 'inline', 'attached'],
  ...['approved', 'missing', 'not-required', 'without-github', 'partition', 'service', 'account'],
  ...['boundary', 'counted', 'not-looked-at'],
];

/** The fixed words, and those that the report has by tables of ours: reasons, types of resources, findings. */
function ownWords(report: Report): ReadonlySet<string> {
  if (report.outcome === 'invalid-input') return new Set(FIXED_WORDS);
  const { changes = [], assessment } = report.access ?? {};
  return new Set([
    ...FIXED_WORDS,
    ...(report.outcome === 'failed' ? [report.failure.reason] : []),
    ...changes.map(({ type }) => type).filter((type) => /^aws:iam\/\w+:\w+$/.test(type)),
    ...(assessment?.findings ?? []).flatMap(({ id, documentation }) => [id, documentation]),
  ]);
}

/** Finds the encodings of the secrets once, for many texts. */
function redactor(secrets: readonly string[]): Replace {
  const encodings = secrets.filter((secret) => secret.length >= MIN_SECRET_LENGTH).flatMap(encodingsOf);
  // The longest first, or a secret that is part of another one would leave the rest of that one.
  const ordered = [...new Set(encodings)].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((remaining, encoding) => remaining.replaceAll(encoding, REDACTED), text);
}

function encodingsOf(secret: string): string[] {
  // An unpaired surrogate has no URL-encoded form; through a buffer it becomes the replacement character.
  const wellFormed = Buffer.from(secret).toString();
  return [secret, encodeURIComponent(wellFormed), JSON.stringify(secret).slice(1, -1), ...base64Forms(secret)];
}

/**
 * In base64 three bytes make four characters, so a secret within a longer text (`user:SECRET`) looks different for each
 * of three offsets. Characters that also depend on what stands around the secret are left out.
 */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.from('\0'.repeat(offset) + secret);
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
  });
}

/** A copy of the value with every text in it replaced, and every key as well if `replaceKey` is given. */
function withTexts<T>(value: T, replace: Replace, replaceKey: Replace = (key) => key): T {
  if (typeof value === 'string') return replace(value) as T;
  if (Array.isArray(value)) return value.map((member: unknown) => withTexts(member, replace, replaceKey)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [
    replaceKey(key),
    withTexts(member, replace, replaceKey),
  ]);
  return Object.fromEntries(members) as T;
}
