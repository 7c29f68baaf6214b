import { parseAllDocuments } from 'yaml';
import { workflowRoles } from '../../projenrc/readme/workflow-roles';
import { type Finding, isGrave } from '../../src/iam/findings/finding';
import { findingsOfPolicy, findingsOfTrust } from '../../src/iam/findings/findings';
import { COMMITS } from '../../src/template/workflows/pinned';

/** A piece of a page that a reader copies. */
interface Example {
  readonly language: string;
  readonly text: string;
}

/** What is in the fences of a page of Markdown. */
export function examplesIn(markdown: string): Example[] {
  return [...markdown.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms)].map(([, indent, language, text]) => ({
    language: language!,
    text: text!.replace(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

/** What would be less safe about an example than about what the template makes. @returns a sentence for each */
export function unsafeIn({ language, text }: Example): string[] {
  if (language === 'json') return unsafePolicies(parsed(() => JSON.parse(text)));
  if (language !== 'yaml' && language !== 'yml') return [];
  const documents = parsed(() => parseAllDocuments(text).map((document) => document.toJS() as unknown));
  return [
    ...unpinned(text),
    ...(documents as unknown[]).flatMap((document) => [...unsafeWorkflow(document), ...unsafePolicies(document)]),
  ];
}

function parsed(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return [];
  }
}

const OURS = 'model-deployment-iam/model-deployment-iam';

/** A tag can be moved to other code. Of our own Action a page has no commit: it would be that of another release. */
function unpinned(yaml: string): string[] {
  const known = new Map(Object.entries(COMMITS).map(([use, commit]) => [use.split('@')[0]!, [use, commit] as const]));
  return [...yaml.matchAll(/\buses: *(\S+)@(\S+)(?: # (\S+))?/g)].flatMap(([, action, version, comment]) => {
    if (action === OURS) return [];
    const [use, commit] = known.get(action!) ?? [`${action}@${comment}`, version];
    return /^[0-9a-f]{40}$/.test(version!) && version === commit && `${action}@${comment}` === use
      ? []
      : [`${action}@${version} is not pinned as the scaffold pins it.`];
  });
}

interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: unknown;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly steps?: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

interface Workflow {
  readonly on?: unknown;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly jobs?: Readonly<Record<string, Job>>;
}

/** What a job may write, by what needs it. */
const WRITERS: Readonly<Record<string, RegExp>> = {
  'id-token': /aws-actions\/configure-aws-credentials/,
  'pull-requests': new RegExp(OURS),
  'security-events': /codeql-action\/upload-sarif/,
  issues: /issues/,
};

function unsafeWorkflow(document: unknown): string[] {
  if (typeof document !== 'object' || document === null || !('jobs' in document)) return [];
  const { on, permissions, jobs = {} } = document as Workflow;
  const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on ?? {});
  return [
    ...(events.includes('pull_request_target') ? ['pull_request_target runs with the rights of the repository.'] : []),
    ...Object.entries(jobs).flatMap(([id, job]) =>
      [
        ...unsafePermissions(job, permissions),
        ...unsafeRoles(job, events.includes('pull_request') && runsOnPullRequests(id, jobs)),
        ...openCheckouts(job),
      ].map((sentence) => `The job ${id}: ${sentence}`),
    ),
  ];
}

function unsafePermissions(job: Job, ofAll: Workflow['permissions']): string[] {
  const granted = job.permissions ?? ofAll;
  if (granted === undefined) return ['it has whatever permissions the repository gives by default.'];
  if (typeof granted === 'string') return [`it has ${granted}.`];
  const text = JSON.stringify(job.steps ?? []);
  return Object.entries(granted).flatMap(([name, level]) =>
    level !== 'write' || WRITERS[name]?.test(text) ? [] : [`it needs no ${name}: write.`],
  );
}

/** `if` of the job, or of one that it needs. */
function runsOnPullRequests(id: string, jobs: Readonly<Record<string, Job>>): boolean {
  const { if: condition = '', needs = [] } = jobs[id] ?? {};
  if (/github\.event_name == 'push'/.test(condition) && !condition.includes('||')) return false;
  if (/always\(\)|!cancelled\(\)/.test(condition)) return true;
  return [needs].flat().every((needed) => runsOnPullRequests(needed, jobs));
}

function unsafeRoles({ steps = [], environment }: Job, isOnPullRequest: boolean): string[] {
  const roles = steps.flatMap(({ with: inputs }) =>
    inputs?.['role-to-assume'] ? [String(inputs['role-to-assume'])] : [],
  );
  const commands = steps.flatMap(({ uses, with: inputs }) =>
    uses?.startsWith(OURS) ? [String(inputs?.command ?? 'preview')] : [],
  );
  const isReading = roles.every((role) => role.endsWith('-access-preview'));
  const isChanging = commands.some((command) => !['preview', 'drift'].includes(command));
  return [
    ...(isOnPullRequest && !isReading ? [`a pull request gets the role ${roles.join(', ')}.`] : []),
    ...(isOnPullRequest && isChanging ? [`a pull request runs ${commands.join(', ')}.`] : []),
    ...(!isChanging && commands.length > 0 && !isReading
      ? ['what only reads gets a role that may change something.']
      : []),
    ...(!isReading && environment === undefined ? ['no environment stands before its role.'] : []),
  ];
}

function openCheckouts({ steps = [] }: Job): string[] {
  return steps.some(
    ({ uses, with: inputs }) => uses?.startsWith('actions/checkout@') && inputs?.['persist-credentials'] !== false,
  )
    ? ['the token stays in the folder.']
    : [];
}

/** Every policy that is anywhere in a document. */
function unsafePolicies(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node) && node.some((each) => (each as { Effect?: unknown } | null)?.Effect !== undefined)) {
    return unsafePolicy({ Version: '2012-10-17', Statement: node });
  }
  if ('Statement' in node) return unsafePolicy({ Version: '2012-10-17', ...node });
  return Object.values(node).flatMap(unsafePolicies);
}

function unsafePolicy(document: { readonly Version?: unknown; readonly Statement?: unknown }): string[] {
  const text = JSON.stringify(document);
  const findings = /"(?:Not)?Principal"/.test(text) ? findingsOfTrust(filled(text)) : findingsOfPolicy(filled(text));
  return [...unbounded(document), ...graveFindings(findings, text)];
}

function graveFindings(findings: readonly Finding[], text: string): string[] {
  return findings
    .filter(isGrave)
    .filter(({ id }) => !(id === OF_PREVIEWS && text === TRUST_OF_PREVIEWS))
    .map(({ id, message }) => `${id}: ${message}`);
}

/** Whoever may make a role without a boundary, and write its policy, may do anything. */
function unbounded({ Statement: statements }: { readonly Statement?: unknown }): string[] {
  return [statements].flat().flatMap((statement) => {
    const { Effect, Action, Condition = {} } = statement as Record<string, unknown>;
    const isMaking = /"(iam:(CreateRole|AttachRolePolicy|PutRolePolicy))"/.exec(JSON.stringify(Action ?? ''));
    const isBound = JSON.stringify(Condition).includes('"iam:PermissionsBoundary"');
    return Effect === 'Allow' && isMaking && !isBound ? [`${isMaking[1]} takes no boundary.`] : [];
  });
}

/** Jobs of pull requests may have a role that changes nothing, and only such a one. */
const OF_PREVIEWS = 'oidc-subject-pull-request';
const TRUST_OF_PREVIEWS = JSON.stringify(workflowRoles().find(({ id }) => id === 'PreviewRole')!.trust);

/** With something in place of what a reader puts in. */
function filled(text: string): unknown {
  const values: Readonly<Record<string, string>> = { ACCOUNT: '123456789012', REGION: 'us-west-2' };
  return JSON.parse(
    text.replace(/<([A-Z_-]+)>|\b(?:ACCOUNT|REGION)\b/g, (word, name = word) => values[name] ?? 'something'),
  );
}
