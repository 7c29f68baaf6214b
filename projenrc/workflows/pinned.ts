import { COMMITS as TEMPLATE_COMMITS, pinned as pinnedBy } from '../../src/template/workflows/pinned';

/** The releases that the workflows of this repository use, those that scaffolded workflows use among them. */
const COMMITS: Readonly<Record<string, string>> = {
  ...TEMPLATE_COMMITS,
  'actions/download-artifact@v8.0.1': '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
  'actions/setup-go@v7.0.0': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
  'actions/setup-node@v7.0.0': '820762786026740c76f36085b0efc47a31fe5020',
};

/** As for scaffolded workflows, with the actions of this repository's. */
export function pinned(yaml: string, commits = COMMITS): string {
  return pinnedBy(yaml, commits);
}
