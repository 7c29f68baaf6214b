/** The commit of each release of an action that a workflow uses: a tag can be moved to other code, a commit cannot. */
export const COMMITS: Readonly<Record<string, string>> = {
  'actions/checkout@v7.0.1': '3d3c42e5aac5ba805825da76410c181273ba90b1',
  'actions/setup-node@v7.0.0': '820762786026740c76f36085b0efc47a31fe5020',
  'actions/upload-artifact@v7.0.1': '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a',
  'aws-actions/configure-aws-credentials@v6.0.0': '8df5847569e6427dd6c4fb1cf565c83acfa8afa7',
  'github/codeql-action/upload-sarif@v4.32.3': '9e907b5e64f6b83e7804b09294d44122997950d6',
};

/**
 * Writes every `uses: OWNER/REPOSITORY@VERSION` as `uses: OWNER/REPOSITORY@COMMIT # VERSION`.
 *
 * https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
 *
 * @param yaml a workflow
 * @param unpinned the one action that may be used by its version
 * @throws Error if the commit of a version is not in the table
 */
export function pinned(yaml: string, commits: Readonly<Record<string, string>>, unpinned?: string): string {
  return yaml.replace(/(?<=\buses: )(\S+)@(\S+)$/gm, (use, action, version) => {
    const commit = commits[use];
    if (!commit && use === unpinned) return use;
    if (!commit) throw new Error(`The commit of ${use} is not known: add it to the table of commits.`);
    return `${action}@${commit} # ${version}`;
  });
}
