import { checkout } from './steps';

/**
 * Jobs of a workflow that changes this repository by a pull request. What comes from a registry runs in a job that may write
 * nothing, which keeps the difference; all that the job behind it does is to propose that.
 */
interface Proposal {
  /** Of the pull request: there is one at a time. Also the name of the artifact between the jobs. */
  readonly branch: string;
  /** In which job the difference is kept. */
  readonly madeBy: string;
  /** In double quotes of a shell: `$EDITION` is what the difference is called. */
  readonly title: string;
  readonly body: string;
}

/** The last steps of the job that makes a change. Its output `edition` is empty where nothing has changed. */
export function keepDifference(branch: string, { edition, before }: { edition: string; before: readonly string[] }) {
  return [
    {
      id: 'difference',
      name: 'Keep the difference',
      run: [
        `edition=${edition}`,
        ...before,
        'git add --all',
        'if git diff --staged --quiet; then',
        '  echo "Nothing is newer than $edition."',
        '  exit',
        'fi',
        `git diff --staged --binary > "$RUNNER_TEMP/${branch}.patch"`,
        'echo "edition=$edition" >> "$GITHUB_OUTPUT"',
      ].join('\n'),
    },
    {
      if: "steps.difference.outputs.edition != ''",
      uses: 'actions/upload-artifact@v7.0.1',
      with: { name: branch, path: `\${{ runner.temp }}/${branch}.patch`, 'if-no-files-found': 'error' },
    },
  ];
}

/** The job that opens the pull request, or brings the open one up to date. */
export function propose({ branch, madeBy, title, body }: Proposal) {
  return {
    needs: madeBy,
    if: `needs.${madeBy}.outputs.edition != ''`,
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
      { uses: 'actions/download-artifact@v8.0.1', with: { name: branch, path: '${{ runner.temp }}' } },
      {
        name: 'Propose it',
        // A pull request of this token starts no workflows by itself.
        env: { GH_TOKEN: '${{ github.token }}', EDITION: `\${{ needs.${madeBy}.outputs.edition }}` },
        run: [
          `title="${title}"`,
          `git switch --create ${branch}`,
          `git apply --index "$RUNNER_TEMP/${branch}.patch"`,
          'git config user.name "github-actions[bot]"',
          'git config user.email "41898282+github-actions[bot]@users.noreply.github.com"',
          'git commit --message "$title"',
          'gh auth setup-git',
          `git push --force origin ${branch}`,
          `if [ "$(gh pr list --head ${branch} --state open --json number --jq length)" = 0 ]; then`,
          `  gh pr create --head ${branch} --title "$title" --body "${body}"`,
          'else',
          `  gh pr edit ${branch} --title "$title"`,
          'fi',
          `gh workflow run build.yml --ref ${branch}`,
        ].join('\n'),
      },
    ],
  };
}
