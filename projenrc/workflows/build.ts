import { checkout, SET_UP_GO, SET_UP_NODE } from './steps';

/** What has to pass before a change is merged, and before a release. */
export const BUILD = {
  // By hand, and for branches that a workflow has pushed.
  on: { pull_request: {}, push: { branches: ['main'] }, workflow_call: {}, workflow_dispatch: {} },
  permissions: { contents: 'read' },
  concurrency: {
    group: '${{ github.workflow }}-${{ github.ref }}',
    'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
  },
  jobs: {
    test: {
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 30,
      steps: [checkout(), SET_UP_NODE, SET_UP_GO, { run: 'npm test' }],
    },
    e2e: {
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 30,
      steps: [checkout(), SET_UP_NODE, SET_UP_GO, { run: 'npm run demo' }],
    },
    build: {
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 15,
      steps: [
        checkout(),
        SET_UP_NODE,
        { run: 'npm ci' },
        { name: 'Remove dist/, so that nothing in it is left over', run: 'rm -r dist' },
        { run: 'npx projen build' },
        {
          name: 'Compare dist/ and all other generated files with what is committed',
          run: [
            'git add --all',
            'git diff --staged --stat --exit-code && exit',
            'echo "::error::Generated files are not up to date: run npx projen build, and commit what it changes."',
            'exit 1',
          ].join('\n'),
        },
      ],
    },
  },
};
