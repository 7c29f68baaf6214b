import { checkout, SET_UP_GO, SET_UP_NODE_WITHOUT_CACHE } from './steps';

const STORY = 'npx tsx sandbox/demo/real/main.ts';
const IS_SET_UP = "vars.REAL_AWS_ROLE_ARN != ''";
/** Everything is set up by these; docs/real.md says what each is. */
const VARIABLES = ['REAL_AWS_ACCOUNT_ID', 'REAL_AWS_REGION', 'REAL_AWS_ROLE_ARN', 'REAL_STATE_BUCKET'];

/** The story of the demo in an account of AWS, with the official engine and its plugin, where a repository has one. */
export const REAL = {
  on: { schedule: [{ cron: '29 3 * * 0' }], workflow_dispatch: {} },
  permissions: {},
  // One at a time: each clears away what those before have left.
  concurrency: { group: 'real' },
  jobs: {
    story: {
      if: `github.ref == 'refs/heads/main' && ${IS_SET_UP}`,
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 50,
      permissions: {
        contents: 'read',
        // To assume roles in AWS: its own, and the one that the story makes.
        'id-token': 'write',
      },
      env: Object.fromEntries(VARIABLES.map((name) => [name, `\${{ vars.${name} }}`])),
      steps: [
        checkout(),
        SET_UP_NODE_WITHOUT_CACHE,
        { ...SET_UP_GO, with: { ...SET_UP_GO.with, cache: false } },
        { run: 'npm ci' },
        { name: 'Build what runs the workflows of the story', run: `${STORY} build` },
        {
          id: 'credentials',
          uses: 'aws-actions/configure-aws-credentials@v6.0.0',
          with: { 'role-to-assume': '${{ vars.REAL_AWS_ROLE_ARN }}', 'aws-region': '${{ vars.REAL_AWS_REGION }}' },
        },
        { name: 'Play the story', 'timeout-minutes': 25, run: `${STORY} play` },
        {
          name: 'Clear away what is left of it',
          if: "${{ always() && steps.credentials.outcome == 'success' }}",
          'timeout-minutes': 5,
          run: `${STORY} clean`,
        },
        {
          if: '${{ !cancelled() }}',
          uses: 'actions/upload-artifact@v7.0.1',
          with: { name: 'story', path: 'demo-output/', 'if-no-files-found': 'ignore' },
        },
      ],
    },
    skipped: {
      if: `github.ref != 'refs/heads/main' || !(${IS_SET_UP})`,
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 5,
      permissions: {},
      steps: [
        {
          name: 'Say why',
          run: 'echo "Nothing ran in an account of AWS: that takes the branch main, and the variables that docs/real.md names." >> "$GITHUB_STEP_SUMMARY"',
        },
      ],
    },
  },
};
