import { keepDifference, propose } from './proposal';
import { checkout, SET_UP_NODE_WITHOUT_CACHE } from './steps';

const BRANCH = 'dependencies';

/** Takes over the releases of what this repository is made of, as a pull request: see tools/upgrade-dependencies.ts. */
export const DEPENDENCIES = {
  on: { schedule: [{ cron: '47 4 * * 2' }], workflow_dispatch: {} },
  permissions: {},
  concurrency: { group: BRANCH },
  jobs: {
    upgrade: {
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 20,
      permissions: { contents: 'read' },
      outputs: { edition: '${{ steps.difference.outputs.edition }}' },
      steps: [
        checkout(),
        SET_UP_NODE_WITHOUT_CACHE,
        { run: 'npm ci' },
        {
          name: 'Take the newest releases that have been out for a while',
          // The scripts of a package that is new here do not run.
          run: 'npx tsx tools/upgrade-dependencies.ts && npx projen && npm install --ignore-scripts',
        },
        { uses: 'sigstore/cosign-installer@v3.9.2' },
        {
          name: 'Learn what the Action may download',
          run: 'npm ci && npx projen checksums',
        },
        { name: 'Make all that is made from them', run: 'npx projen && npx projen bundle' },
        ...keepDifference(BRANCH, { edition: '$(date +%F)', before: [] }),
      ],
    },
    propose: propose({
      branch: BRANCH,
      madeBy: 'upgrade',
      title: 'Upgrade what this is made of, as of $EDITION',
      body: 'The newest releases of the same major versions that have been out for two weeks. Other majors are for a person to take.',
    }),
  },
};
