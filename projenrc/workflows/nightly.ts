import { checkout, SET_UP_GO, SET_UP_NODE } from './steps';

/** What takes too long for every change: its results are in the artifact, as in docs/reliability.md. */
export const NIGHTLY = {
  on: { schedule: [{ cron: '41 2 * * *' }], workflow_dispatch: {} },
  permissions: { contents: 'read' },
  concurrency: { group: 'nightly' },
  jobs: {
    'test-long': {
      'runs-on': 'ubuntu-latest',
      // 45 of the tests, and the first build of the sandbox.
      'timeout-minutes': 75,
      steps: [
        checkout(),
        SET_UP_NODE,
        SET_UP_GO,
        { run: 'npm run test:long' },
        {
          if: '${{ !cancelled() }}',
          uses: 'actions/upload-artifact@v7.0.1',
          with: { name: 'reliability', path: 'docs/reliability.md', 'if-no-files-found': 'error' },
        },
      ],
    },
    faults: {
      'runs-on': 'ubuntu-latest',
      // Every request with every fault; where somebody never answers, each takes minutes.
      'timeout-minutes': 300,
      steps: [
        checkout(),
        SET_UP_NODE,
        SET_UP_GO,
        { run: 'CASES_SEED=$GITHUB_RUN_NUMBER FAULT_CASES=all npm run test:long -- fault-matrix' },
      ],
    },
  },
};
