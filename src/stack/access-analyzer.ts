import {
  AccessAnalyzerClient,
  type Location,
  paginateValidatePolicy,
  type ValidatePolicyCommandInput,
  type ValidatePolicyFinding,
} from '@aws-sdk/client-accessanalyzer';
import { type AwsSettings, clientConfig } from './aws';
import type { Finding, FindingSubject, Severity } from '../iam/findings/finding';
import type { StatementId } from '../iam/policy/policy';

/** The two documents of a role, as JSON. */
interface RoleTexts {
  readonly permissions: string;
  readonly trust: string;
}

export interface AnalyzerSettings extends AwsSettings {
  /** How long all of it may take, in milliseconds. */
  readonly timeout?: number;
}

export interface AnalyzerResult {
  /** With the ids of AWS, such as `PASS_ROLE_WITH_STAR_IN_RESOURCE`. */
  readonly findings: readonly Finding[];
  /** Why there are perhaps more, each in one or two sentences of plain text. */
  readonly notes: readonly string[];
}

const TIMEOUT = 20_000;
/** AWS has about 140 checks: a document within the quotas has nowhere near as many findings. */
const MAX_FINDINGS = 1000;
const PAGE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html';

const SEVERITIES: Readonly<Record<string, Severity>> = {
  ERROR: 'error',
  SECURITY_WARNING: 'security',
  WARNING: 'warning',
  SUGGESTION: 'suggestion',
};

/** Of {@link SEVERITIES}, in the words of the API's reference. */
const MEANINGS: Readonly<Record<Severity, string>> = {
  error: 'A part of the policy does not work.',
  security: 'The policy allows what AWS considers overly permissive.',
  warning: "The policy does not follow AWS's best practices.",
  suggestion: 'The policy can be written in a better way that allows the same.',
};

/**
 * Asks IAM Access Analyzer about both documents. It is asked to know more, so that it can't be reached is no failure.
 *
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html
 */
export async function analyzeRole(documents: RoleTexts, settings: AnalyzerSettings): Promise<AnalyzerResult> {
  const client = new AccessAnalyzerClient(clientConfig(settings));
  const signal = AbortSignal.timeout(settings.timeout ?? TIMEOUT);
  try {
    const results = await Promise.all([
      analyze('permissions', { policyDocument: documents.permissions, policyType: 'IDENTITY_POLICY' }, client, signal),
      analyze(
        'trust',
        {
          policyDocument: documents.trust,
          policyType: 'RESOURCE_POLICY',
          validatePolicyResourceType: 'AWS::IAM::AssumeRolePolicyDocument',
        },
        client,
        signal,
      ),
    ]);
    return {
      findings: results.flatMap(({ findings }) => findings),
      notes: [...new Set(results.flatMap(({ notes }) => notes))],
    };
  } finally {
    client.destroy();
  }
}

async function analyze(
  subject: FindingSubject,
  input: ValidatePolicyCommandInput,
  client: AccessAnalyzerClient,
  abortSignal: AbortSignal,
): Promise<AnalyzerResult> {
  const findings: Finding[] = [];
  try {
    const document: unknown = JSON.parse(input.policyDocument!);
    const pages = paginateValidatePolicy({ client, stopOnSameToken: true }, input, { abortSignal });
    for await (const page of pages) {
      findings.push(...(page.findings ?? []).map((found) => findingOf(found, subject, document)));
      if (findings.length >= MAX_FINDINGS) break;
    }
    return { findings, notes: [] };
  } catch (error) {
    return { findings, notes: [noteOf(error as Error, abortSignal)] };
  }
}

function findingOf(found: ValidatePolicyFinding, subject: FindingSubject, document: unknown): Finding {
  const severity = SEVERITIES[found.findingType ?? ''] ?? 'warning';
  const statement = found.locations?.map((location) => statementAt(location, document)).find((place) => place);
  return {
    id: found.issueCode ?? 'UNKNOWN',
    severity,
    subject,
    ...(statement && { statement }),
    title: MEANINGS[severity],
    message: found.findingDetails || `IAM Access Analyzer reports ${found.issueCode}.`,
    why: MEANINGS[severity],
    fix: `See what AWS says about ${found.issueCode}.`,
    documentation: found.learnMoreLink ?? PAGE,
    // What it calls an error can be in a document that is stored all the same.
    refusedByAws: false,
  };
}

/** A path such as `Statement`, `0`, `Action`; without the number where the document has one statement and no list. */
function statementAt({ path }: Location, document: unknown): StatementId | undefined {
  const [element, place] = path ?? [];
  if (element?.value !== 'Statement') return undefined;

  const content = (document as { Statement?: unknown } | null)?.Statement;
  const isList = Array.isArray(content);
  const index = isList ? place?.index : 0;
  if (index === undefined) return undefined;
  const sid = (isList ? (content as unknown[])[index] : content) as { Sid?: unknown } | null | undefined;
  return typeof sid?.Sid === 'string' ? { index, sid: sid.Sid } : { index };
}

function noteOf({ name, message }: Error, { aborted }: AbortSignal): string {
  const start = 'IAM Access Analyzer did not check the documents:';
  if (aborted) return `${start} it did not answer in time.`;
  if (name === 'AccessDeniedException') {
    return `${start} the credentials may not ask it. Allow access-analyzer:ValidatePolicy on "*", or turn access-analyzer off.`;
  }
  return `${start} ${message || name} (${name}).`;
}
