import { createHash } from 'node:crypto';
import { inlineMarkdown } from './markdown/inline';
import type { Finding, Severity } from '../../iam/findings/finding';
import { RULES } from '../../iam/findings/rules/all-rules';
import { MAX_SID } from '../content/findings';
import { strong, text, words } from '../inline';
import type { Report } from '../model';
import { shortened, visible } from '../visible';

/** A file of the repository that a finding is shown at. */
export interface SarifLocation {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  /** From 1. Without it the file as a whole is meant. */
  readonly line?: number;
}

const HOMEPAGE = 'https://github.com/model-deployment-iam/model-deployment-iam';
/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317478 */
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * A score makes the results of a rule security alerts, so only security findings have one; 8.0 is "high".
 *
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object
 */
const SECURITY_SEVERITY = '8.0';

interface Level {
  readonly level: 'error' | 'warning' | 'note';
  readonly problemSeverity: 'error' | 'warning' | 'recommendation';
}

const LEVELS: Readonly<Record<Severity, Level>> = {
  error: { level: 'error', problemSeverity: 'error' },
  security: { level: 'error', problemSeverity: 'error' },
  warning: { level: 'warning', problemSeverity: 'warning' },
  suggestion: { level: 'note', problemSeverity: 'recommendation' },
};

/** Code scanning refuses longer descriptions. */
const MAX_DESCRIPTION = 1024;

/**
 * The findings as a log in SARIF 2.1.0, with what GitHub's code scanning needs besides.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 *
 * @returns JSON; `undefined` where nothing was checked: a log without results would say that all is well
 */
export function renderSarif(report: Report, locate: (finding: Finding) => SarifLocation): string | undefined {
  const access = report.outcome === 'invalid-input' ? undefined : report.access;
  if (!access?.assessment) return undefined;
  return `${JSON.stringify(sarifLog(access.stack, access.assessment.findings, locate), undefined, 2)}\n`;
}

/**
 * @param subject what the findings are about: code scanning takes the results of two runs with the same subject as
 *   successors, and with different ones as results that exist side by side
 */
function sarifLog(subject: string, findings: readonly Finding[], locate: (finding: Finding) => SarifLocation) {
  const rules = [...new Map(findings.map((finding) => [finding.id, ruleOf(finding)])).values()];
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprints = fingerprintsOf(findings);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'model-deployment-iam', informationUri: HOMEPAGE, rules } },
        // What stands before the last slash is the category of the results, what comes behind it would name the run.
        automationDetails: { id: `model-deployment-iam/${encoded(subject)}/` },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding, index) => ({
          ruleId: finding.id,
          ruleIndex: indices.get(finding.id),
          ...resultOf(finding, locate(finding), fingerprints[index]!),
        })),
      },
    ],
  };
}

function ruleOf({ id, severity, why, fix, documentation }: Finding) {
  const rule = RULES.find((known) => known.id === id);
  const title = rule?.title ?? `IAM Access Analyzer: ${id}`;
  const isSecurity = severity === 'security';
  return {
    id,
    shortDescription: { text: sarifText(title).slice(0, MAX_DESCRIPTION) },
    fullDescription: { text: sarifText(rule?.why ?? why).slice(0, MAX_DESCRIPTION) },
    help: {
      text: sarifText(`${rule?.why ?? why} ${rule?.fix ?? fix}`),
      markdown: braces(
        [[text(rule?.why ?? why)], words`${strong('Fix:')} ${text(rule?.fix ?? fix)}`].map(inlineMarkdown).join('\n\n'),
      ),
    },
    ...(isWebAddress(documentation) && { helpUri: documentation }),
    defaultConfiguration: { level: LEVELS[severity].level },
    properties: {
      tags: ['iam', ...(isSecurity ? ['security'] : [])],
      precision: 'high',
      'problem.severity': LEVELS[severity].problemSeverity,
      ...(isSecurity && { 'security-severity': SECURITY_SEVERITY }),
    },
  };
}

function resultOf(finding: Finding, { file, line }: SarifLocation, fingerprint: string) {
  return {
    level: LEVELS[finding.severity].level,
    message: { text: sarifText(`${locationOf(finding)}: ${finding.message} ${finding.fix}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(file), uriBaseId: '%SRCROOT%' },
          ...(line !== undefined && { region: { startLine: line } }),
        },
      },
    ],
    // Kept in the workflow, and not where the finding is.
    ...(finding.ignored !== undefined && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: visible(finding.ignored) }],
    }),
    partialFingerprints: {
      'modelDeploymentIamFinding/v1': fingerprint,
      // Where there is a line, upload-sarif makes this one out of the file, and complains about any other.
      ...(line === undefined && { primaryLocationLineHash: `${fingerprint}:1` }),
    },
  };
}

const SUBJECTS: Readonly<Record<Finding['subject'], string>> = {
  permissions: 'Permissions',
  trust: 'Trust policy',
  role: 'Role',
};

function locationOf({ subject, statement }: Finding): string {
  if (!statement) return SUBJECTS[subject];
  const sid = statement.sid === undefined ? '' : ` (${shortened(statement.sid, MAX_SID)})`;
  return `${SUBJECTS[subject]}, statement ${statement.index + 1}${sid}`;
}

/**
 * What stays the same as long as a finding is about the same thing: neither the place of its statement nor the wording of
 * the message is in it, only the names that the message quotes.
 */
function fingerprintsOf(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ id, subject, statement, message }) => {
    const names = message.match(/"[^"]*"/g) ?? [];
    const identity = JSON.stringify([id, subject, statement?.sid ?? null, ...names]);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    return createHash('sha256').update(`${identity}${count}`).digest('hex').slice(0, 32);
  });
}

/**
 * Plain text in which nothing is taken for a placeholder or a link.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html#_Toc34317459 (3.11.5 and 3.11.6)
 */
function sarifText(plain: string): string {
  const shown = visible(plain);
  return braces(/\]\(/.test(shown) ? shown.replace(/[\\[\]]/g, '\\$&') : shown);
}

function braces(shown: string): string {
  return shown.replace(/[{}]/g, '$&$&');
}

function relativeUri(file: string): string {
  return file.split('/').map(encoded).join('/');
}

/** For an address, which half of a surrogate pair can't be part of. */
function encoded(plain: string): string {
  return encodeURIComponent(Buffer.from(plain).toString());
}

function isWebAddress(address: string): boolean {
  return URL.parse(address)?.protocol === 'https:';
}
