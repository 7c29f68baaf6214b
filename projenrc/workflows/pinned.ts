/** The commit of each release of an action that a workflow uses: a tag can be moved to other code, a commit cannot. */
const COMMITS: Readonly<Record<string, string>> = {
  'actions/checkout@v7.0.1': '3d3c42e5aac5ba805825da76410c181273ba90b1',
  'actions/download-artifact@v8.0.1': '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
  'actions/setup-go@v7.0.0': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
  'actions/setup-node@v7.0.0': '820762786026740c76f36085b0efc47a31fe5020',
  'actions/upload-artifact@v7.0.1': '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a',
};

/**
 * Writes every `uses: OWNER/REPOSITORY@VERSION` as `uses: OWNER/REPOSITORY@COMMIT # VERSION`.
 *
 * https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
 *
 * @param yaml a workflow
 * @throws Error if the commit of a version is not in the table
 */
export function pinned(yaml: string, commits = COMMITS): string {
  return yaml.replace(/(?<=\buses: )(\S+)@(\S+)$/gm, (use, action, version) => {
    const commit = commits[use];
    if (!commit) {
      throw new Error(`The commit of ${use} is not known: add it to the table in projenrc/workflows/pinned.ts`);
    }
    return `${action}@${commit} # ${version}`;
  });
}
