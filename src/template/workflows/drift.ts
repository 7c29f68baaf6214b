import { accessJob, type Job, jobId, jobsOf } from './jobs';
import { templateText } from '../files/template-text';
import { type Deployment, type Environment, hasSeveralEnvironments } from '../options/deployment';

/** Every day: looks for changes that were made outside of Pulumi, and keeps an issue of them, or of why nobody knows. */
export function driftWorkflow(deployment: Deployment): object {
  const { model, driftSchedule } = deployment;
  return {
    name: `${model} access drift`,
    on: { schedule: [{ cron: driftSchedule }], workflow_dispatch: {} },
    permissions: {},
    concurrency: { group: `${model}-access-drift`, 'cancel-in-progress': false },
    jobs: {
      ...jobsOf('access', deployment, (environment) =>
        accessJob('drift', environment, deployment, { outputs: ['has-changes', 'changes', 'failure-reason'] }),
      ),
      ...jobsOf('issue', deployment, (environment) => issueJob(environment, deployment)),
    },
  };
}

/** Apart from the job with the AWS credentials: it may write issues, and nothing else. */
function issueJob(environment: Environment, deployment: Deployment): Job {
  const access = jobId('access', environment, deployment);
  const where = hasSeveralEnvironments(deployment) ? ` in ${environment.name}` : '';
  return {
    needs: access,
    // The job before fails where there is drift, and where it can't tell.
    if: '!cancelled()',
    'runs-on': deployment.runsOn,
    'timeout-minutes': 5,
    permissions: { issues: 'write' },
    steps: [
      {
        name: 'Open, update or close the issues',
        env: {
          GH_TOKEN: '${{ github.token }}',
          TITLE: `The access of ${deployment.model}${where} was changed outside of Pulumi`,
          FAILS_TITLE: `The drift check of ${deployment.model}${where} fails`,
          RESULT: `\${{ needs.${access}.result }}`,
          REASON: `\${{ needs.${access}.outputs.failure-reason }}`,
          HAS_CHANGES: `\${{ needs.${access}.outputs.has-changes }}`,
          CHANGES: `\${{ needs.${access}.outputs.changes }}`,
        },
        run: templateText('drift-issue.sh', {}),
      },
    ],
  };
}
