import { checkout, SET_UP_NODE_WITHOUT_CACHE } from './steps';

/**
 * A release of main, started by a maintainer. The tags point at a commit of main, so the dist/ in them is the committed
 * one; `projen release` fails unless it builds the same.
 *
 * npm comes last, for a version there can't be taken back. It trusts this workflow (OIDC), so there is no token:
 * https://docs.npmjs.com/trusted-publishers
 */
export const RELEASE = {
  on: {
    workflow_dispatch: {
      inputs: {
        version: {
          description:
            'patch, minor, or a whole version such as 1.2.3 (default: by the commits, and 1.0.0 the first time)',
        },
      },
    },
  },
  permissions: {},
  concurrency: { group: 'release' },
  jobs: {
    check: {
      if: "github.ref == 'refs/heads/main'",
      permissions: { contents: 'read' },
      uses: './.github/workflows/build.yml',
    },
    build: {
      needs: 'check',
      'runs-on': 'ubuntu-latest',
      'timeout-minutes': 15,
      permissions: { contents: 'read' },
      outputs: { tag: '${{ steps.release.outputs.tag }}' },
      steps: [
        // The version before, and what happened since, are in the tags and the history.
        checkout({ 'fetch-depth': 0 }),
        SET_UP_NODE_WITHOUT_CACHE,
        { run: 'npm ci' },
        { name: 'Know what it downloads', run: 'npx projen checksums --check' },
        {
          id: 'release',
          env: { NEXT_VERSION: '${{ inputs.version }}', RELEASE_COMMIT: '${{ github.sha }}' },
          run: [
            'npx projen release',
            'tag=$(cat dist/releasetag.txt)',
            'if git rev-parse --quiet --verify "refs/tags/$tag"; then',
            '  echo "::error::$tag is released already."',
            '  exit 1',
            'fi',
            'echo "tag=$tag" >> "$GITHUB_OUTPUT"',
          ].join('\n'),
        },
        {
          name: 'List what it is made of',
          run: 'npm sbom --sbom-format cyclonedx --package-lock-only > dist/js/sbom.cdx.json',
        },
        {
          uses: 'actions/upload-artifact@v7.0.1',
          with: { name: 'package', path: 'dist/js/', 'if-no-files-found': 'error' },
        },
      ],
    },
    attest: {
      needs: 'build',
      'runs-on': 'ubuntu-latest',
      permissions: { 'id-token': 'write', attestations: 'write' },
      steps: [
        { uses: 'actions/download-artifact@v8.0.1', with: { name: 'package' } },
        { uses: 'actions/attest-build-provenance@v4.1.0', with: { 'subject-path': '*.tgz' } },
      ],
    },
    github: {
      needs: ['build', 'attest'],
      'runs-on': 'ubuntu-latest',
      // To be protected in the settings of the repository: SECURITY.md says how.
      environment: 'release',
      permissions: { contents: 'write' },
      env: {
        GH_TOKEN: '${{ github.token }}',
        GH_REPO: '${{ github.repository }}',
        TAG: '${{ needs.build.outputs.tag }}',
      },
      steps: [
        { uses: 'actions/download-artifact@v8.0.1', with: { name: 'package' } },
        {
          name: 'Create the release and its tag',
          run: [
            'gh release view "$TAG" ||',
            '  gh release create "$TAG" --target "$GITHUB_SHA" --title "$TAG" --generate-notes',
            'gh release upload "$TAG" --clobber sbom.cdx.json ./*.tgz',
          ].join('\n'),
        },
        {
          name: 'Move the tags of the major and the minor version to it',
          run: [
            'for moving in "${TAG%%.*}" "${TAG%.*}"; do',
            '  gh api --silent --method PATCH "repos/$GH_REPO/git/refs/tags/$moving" -f sha="$GITHUB_SHA" -F force=true ||',
            '    gh api --silent --method POST "repos/$GH_REPO/git/refs" -f ref="refs/tags/$moving" -f sha="$GITHUB_SHA"',
            'done',
          ].join('\n'),
        },
      ],
    },
    npm: {
      needs: 'github',
      if: "vars.PUBLISH_TO_NPM == 'true'",
      'runs-on': 'ubuntu-latest',
      environment: 'release',
      permissions: { 'id-token': 'write' },
      steps: [
        SET_UP_NODE_WITHOUT_CACHE,
        { uses: 'actions/download-artifact@v8.0.1', with: { name: 'package' } },
        { run: 'npm publish --provenance ./*.tgz' },
      ],
    },
  },
};
