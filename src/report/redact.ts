import type { Assessment, CompletedReport, FailedReport, InvalidInputReport, Report, RoleReport } from './model';
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
 * The report without secrets. This has to happen before anything is escaped, shortened or cut: each of these could split
 * a secret, so that it would no longer be found.
 */
export function redactReport(report: Report, secrets: readonly string[]): Report {
  const redactText = redactor(secrets);
  // Terminal codes go first: what they split would join up again when they are taken out for display.
  const clean: Replace = (text) => redactText(withoutTerminalCodes(text));

  const redacted = withTexts(report, clean);
  switch (report.outcome) {
    case 'invalid-input':
      return { ...(redacted as InvalidInputReport), outcome: report.outcome };
    case 'completed':
      return {
        ...(redacted as CompletedReport),
        outcome: report.outcome,
        command: report.command,
        access: redactAccess(report.access, clean),
      };
    case 'failed':
      return {
        ...(redacted as FailedReport),
        outcome: report.outcome,
        command: report.command,
        access: report.access && redactAccess(report.access, clean),
        failure: { ...withTexts(report.failure, clean), reason: report.failure.reason },
      };
  }
}

/** The fixed words of the model stay: a secret such as "delete" must not make a report that no one can read. */
function redactAccess(access: RoleReport, clean: Replace): RoleReport {
  const { approval, assessment } = access;
  const changes = access.changes.map((change) => {
    const { type, operation, status } = change;
    return { ...withTexts(change, clean), type, operation, status };
  });
  return {
    ...withTexts({ ...access, assessment: undefined }, clean),
    changes,
    foreignPolicies: access.foreignPolicies.map((policy) => ({ ...withTexts(policy, clean), kind: policy.kind })),
    comparedWith: access.comparedWith,
    assessment: assessment && redactAssessment(assessment, clean),
    approval: approval && { ...withTexts(approval, clean), state: approval.state },
  } as RoleReport;
}

/** Keys of an assessment whose values are words of the model. */
const FIXED: readonly string[] = [
  'kind',
  'effect',
  'document',
  'type',
  'severity',
  'subject',
  'id',
  'documentation',
  'cells',
];
/** Keys of an assessment under which the policy's own objects stand, so that even their keys are from outside. */
const FOREIGN: readonly string[] = ['condition', 'unless'];

function redactAssessment(assessment: Assessment, clean: Replace): Assessment {
  const known = new Map<string, string>();
  // Many texts are the same, and looking for all forms of all secrets takes its time.
  const cleanOnce: Replace = (text) => {
    const cleaned = known.get(text) ?? clean(text);
    known.set(text, cleaned);
    return cleaned;
  };
  return redactMembers(assessment, cleanOnce) as Assessment;
}

function redactMembers(value: unknown, clean: Replace): unknown {
  if (Array.isArray(value)) return value.map((member: unknown) => redactMembers(member, clean));
  if (typeof value !== 'object' || value === null) return withTexts(value, clean);
  const members = Object.entries(value).map(([key, member]: [string, unknown]) => {
    if (FIXED.includes(key)) return [key, member];
    return [key, FOREIGN.includes(key) ? withTexts(member, clean, clean) : redactMembers(member, clean)];
  });
  return Object.fromEntries(members);
}

/** Finds the forms of the secrets once, for many texts. */
function redactor(secrets: readonly string[]): Replace {
  const forms = secrets.filter((secret) => secret.length >= MIN_SECRET_LENGTH).flatMap(formsOf);
  // The longest first, or a secret that is part of another one would leave the rest of that one.
  const ordered = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((remaining, form) => remaining.replaceAll(form, REDACTED), text);
}

function formsOf(secret: string): string[] {
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
