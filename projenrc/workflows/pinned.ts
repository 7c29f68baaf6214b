import { COMMITS as TEMPLATE_COMMITS, pinned as pinnedBy } from '../../src/template/workflows/pinned';

/** All actions of one repository have the commits of that. */
const CODEQL = TEMPLATE_COMMITS['github/codeql-action/upload-sarif@v4.32.3']!;

/** The releases that the workflows of this repository use, those that scaffolded workflows use among them. */
const COMMITS: Readonly<Record<string, string>> = {
  ...TEMPLATE_COMMITS,
  'actions/attest-build-provenance@v4.1.0': 'a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32',
  'actions/download-artifact@v8.0.1': '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
  'actions/setup-go@v7.0.0': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
  'github/codeql-action/analyze@v4.32.3': CODEQL,
  'github/codeql-action/init@v4.32.3': CODEQL,
  'sigstore/cosign-installer@v3.9.2': 'd58896d6a1865668819e1d91763c7751a165e159',
};

/** As for scaffolded workflows, with the actions of this repository's. */
export function pinned(yaml: string, commits = COMMITS): string {
  return pinnedBy(yaml, commits);
}
