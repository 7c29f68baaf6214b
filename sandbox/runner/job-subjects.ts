import { parse } from 'yaml';
import type { WorkflowEvent } from './workflow-event';

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { permissions?: Readonly<Record<string, string>>; environment?: string }>>;
}

/**
 * The subject of the token that GitHub gives each job: with a job's environment, or by the event. A job without the
 * permission `id-token: write` gets no token, and is not in the result.
 *
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 *
 * @param workflow the text of the workflow file
 * @returns subjects by the ids of the jobs
 */
export function jobSubjects(workflow: string, event: WorkflowEvent, repository: string): Record<string, string> {
  const { permissions, jobs } = parse(workflow) as Workflow;
  return Object.fromEntries(
    Object.entries(jobs)
      .filter(([, job]) => (job.permissions ?? permissions)?.['id-token'] === 'write')
      .map(([id, { environment }]) => [id, `repo:${repository}:${contextOf(environment, event)}`]),
  );
}

function contextOf(environment: string | undefined, { name, payload }: WorkflowEvent): string {
  if (environment !== undefined) return `environment:${environment}`;
  return name === 'pull_request' ? 'pull_request' : `ref:${String(payload.ref)}`;
}
