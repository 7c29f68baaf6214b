import { accessJob, type Job, jobsOf } from './jobs';
import type { Deployment } from '../options/deployment';

const FROM_HERE = 'github.event.pull_request.head.repo.full_name == github.repository';
const FROM_A_FORK = 'github.event.pull_request.head.repo.full_name != github.repository';

/** On a pull request: what it would change, as a comment. It may read, but change nothing in AWS. */
export function previewWorkflow(deployment: Deployment): object {
  const { model, defaultBranch } = deployment;
  return {
    name: `${model} access preview`,
    on: { pull_request: { branches: [defaultBranch], ...labelEvents(deployment) } },
    permissions: {},
    concurrency: {
      group: `${model}-access-preview-\${{ github.event.pull_request.number }}`,
      'cancel-in-progress': false,
    },
    jobs: {
      ...jobsOf('access', deployment, (environment) =>
        accessJob('preview', environment, deployment, {
          conditions: { if: FROM_HERE },
          permissions: { 'pull-requests': 'write' },
        }),
      ),
      fork: forkJob(deployment),
    },
  };
}

/** Where changes need a label, adding it or taking it off is to have an effect at once. */
function labelEvents({ environments }: Deployment): object {
  const asks = environments.some(({ inputs }) => (inputs['require-approval'] ?? 'never') !== 'never');
  return asks ? { types: ['opened', 'synchronize', 'reopened', 'labeled', 'unlabeled'] } : {};
}

/** Says why there is no preview, where a run that is skipped would leave the reader to guess. */
function forkJob({ runsOn, model }: Deployment): Job {
  const message =
    `This pull request comes from a fork, so it gets no credentials, and there is no preview of the access of ${model}. ` +
    'A maintainer can push its commits to a branch of this repository to get one.';
  return {
    if: FROM_A_FORK,
    'runs-on': runsOn,
    'timeout-minutes': 5,
    permissions: {},
    steps: [
      {
        name: 'Say why there is no preview',
        env: { MESSAGE: message },
        run: ['echo "::notice title=No preview::$MESSAGE"', 'echo "$MESSAGE" >> "$GITHUB_STEP_SUMMARY"'].join('\n'),
      },
    ],
  };
}
