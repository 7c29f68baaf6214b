import { writersOf } from './deploy';
import { accessJob, type Job, jobsOf } from './jobs';
import { type Deployment, hasSeveralEnvironments } from '../options/deployment';

/** By hand, and only for one who types the endpoint's name: removes the role and the policy. */
export function destroyWorkflow(deployment: Deployment): object {
  const severalEnvironments = hasSeveralEnvironments(deployment);
  return {
    name: `${deployment.model} access destroy`,
    on: { workflow_dispatch: { inputs: inputsOf(deployment) } },
    permissions: {},
    concurrency: { group: writersOf(deployment), 'cancel-in-progress': false },
    jobs: {
      confirm: confirmJob(deployment),
      ...jobsOf('access', deployment, (environment) =>
        accessJob('destroy', environment, deployment, {
          conditions: {
            needs: 'confirm',
            ...(severalEnvironments ? { if: `inputs.environment == '${environment.name}'` } : {}),
          },
        }),
      ),
    },
  };
}

function inputsOf(deployment: Deployment): object {
  const names = deployment.environments.map(({ name }) => name);
  return {
    ...(hasSeveralEnvironments(deployment)
      ? { environment: { description: 'Where to remove the access', type: 'choice', options: names, required: true } }
      : {}),
    endpoint: { description: "The endpoint's name, typed out to confirm", type: 'string', required: true },
  };
}

function confirmJob({ environments, runsOn, defaultBranch }: Deployment): Job {
  const endpoints = Object.fromEntries(environments.map(({ name, endpoint }) => [name, endpoint]));
  const expected =
    environments.length > 1
      ? `\${{ fromJSON('${JSON.stringify(endpoints)}')[inputs.environment] }}`
      : environments[0]!.endpoint;
  return {
    'runs-on': runsOn,
    'timeout-minutes': 5,
    permissions: {},
    steps: [
      {
        name: 'Check what was typed',
        env: { TYPED: '${{ inputs.endpoint }}', EXPECTED: expected, BRANCH: defaultBranch },
        // %q leaves no line break, behind which the runner would look for another command.
        run: [
          'if [ "$TYPED" != "$EXPECTED" ]; then',
          `  printf '::error::Nothing is removed: you typed %q, and the endpoint is %s.\\n' "\${TYPED//%/%25}" "$EXPECTED"`,
          '  exit 1',
          'fi',
          'if [ "$GITHUB_REF" != "refs/heads/$BRANCH" ]; then',
          `  printf '::error::Nothing is removed: run this workflow on %s, not on %q.\\n' "$BRANCH" "\${GITHUB_REF//%/%25}"`,
          '  exit 1',
          'fi',
        ].join('\n'),
      },
    ],
  };
}
