import { checkout } from './steps';

/** GitHub's own search for faults, in everything that is written here. */
export const CODEQL = {
  on: {
    pull_request: {},
    push: { branches: ['main'] },
    // Its queries learn, too.
    schedule: [{ cron: '11 5 * * 3' }],
  },
  permissions: {},
  concurrency: {
    group: '${{ github.workflow }}-${{ github.ref }}',
    'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
  },
  jobs: {
    analyze: {
      name: 'analyze (${{ matrix.language }})',
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 30,
      permissions: { contents: 'read', 'security-events': 'write' },
      strategy: {
        'fail-fast': false,
        matrix: { language: ['javascript-typescript', 'go', 'python', 'actions'] },
      },
      steps: [
        checkout(),
        {
          uses: 'github/codeql-action/init@v4.32.3',
          with: {
            languages: '${{ matrix.language }}',
            'build-mode': "${{ matrix.language == 'go' && 'autobuild' || 'none' }}",
            queries: 'security-extended',
          },
        },
        { uses: 'github/codeql-action/analyze@v4.32.3', with: { category: '/language:${{ matrix.language }}' } },
      ],
    },
  },
};
