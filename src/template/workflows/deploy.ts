import { accessJob, type Job, jobId } from './jobs';
import { assumeRole, CHECKOUT } from './steps';
import { templateText } from '../files/template-text';
import { type Deployment, type Environment, letsJobsIn } from '../options/deployment';

/** The script that the user makes their own. */
export const DEPLOY_SCRIPT = 'scripts/deploy-model.sh';

/**
 * After the merge: makes it so, then deploys the model with the role that came of it; in one environment after the other.
 */
export function deployWorkflow(deployment: Deployment): object {
  const { model, defaultBranch, environments } = deployment;
  const jobs = environments.flatMap((environment, index): [string, Job][] => {
    const before = environments[index - 1];
    return [
      [
        jobId('access', environment, deployment),
        accessJob('up', environment, deployment, {
          conditions: before
            ? { needs: jobId(letsJobsIn(before) ? 'deploy-model' : 'access', before, deployment) }
            : {},
          permissions: { 'pull-requests': 'write' },
          outputs: ['role-arn', 'policy-arn'],
          firstSteps: [protectionStep(environment, deployment)],
        }),
      ],
      ...(letsJobsIn(environment)
        ? [[jobId('deploy-model', environment, deployment), deployModelJob(environment, deployment)] as [string, Job]]
        : []),
    ];
  });
  return {
    name: `${model} deploy`,
    on: { push: { branches: [defaultBranch] } },
    permissions: {},
    concurrency: { group: writersOf(deployment), 'cancel-in-progress': false },
    jobs: Object.fromEntries(jobs),
  };
}

/** The role that writes is as safe as the environment whose jobs it trusts. */
function protectionStep({ name }: Environment, { defaultBranch }: Deployment): object {
  return {
    name: 'Look at what protects the environment',
    env: { GH_TOKEN: '${{ github.token }}', ENVIRONMENT: name, BRANCH: defaultBranch },
    run: templateText('environment-protection.sh', {}),
  };
}

/** Workflows that change the stack take turns. */
export function writersOf({ model }: Deployment): string {
  return `${model}-access`;
}

function deployModelJob(environment: Environment, deployment: Deployment): Job {
  const access = jobId('access', environment, deployment);
  const { name, endpoint, inputs } = environment;
  return {
    needs: access,
    'runs-on': deployment.runsOn,
    'timeout-minutes': 60,
    // The role trusts this environment only.
    environment: name,
    permissions: { contents: 'read', 'id-token': 'write' },
    steps: [
      CHECKOUT,
      assumeRole(`\${{ needs.${access}.outputs.role-arn }}`, environment),
      {
        run: `bash ${DEPLOY_SCRIPT}`,
        env: { MODEL: deployment.model, ENVIRONMENT: name, ENDPOINT: endpoint, BUCKET: inputs.bucket },
      },
    ],
  };
}
