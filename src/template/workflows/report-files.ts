import type { Deployment, Environment } from '../options/deployment';
import type { InputTexts } from '../options/input-options';

/** What a job needs to write the report into files, and to hand them on. */
interface ReportFiles {
  readonly inputs: InputTexts;
  readonly permissions: Readonly<Record<string, string>>;
  /** After the Action. They run where it failed, too: a finding that stops the run is what one wants to look at. */
  readonly steps: readonly object[];
}

export const NO_FILES: ReportFiles = { inputs: {}, permissions: {}, steps: [] };

const SARIF = 'model-access.sarif';
const REPORT = 'model-access.json';

/** The files that the options ask for: without them a job has no step and no permission more. */
export function reportFilesOf({ slug }: Environment, { codeScanning, reportArtifact }: Deployment): ReportFiles {
  const wanted = [...(codeScanning ? [sarif(slug)] : []), ...(reportArtifact ? [artifact(slug), page(slug)] : [])];
  return {
    inputs: Object.assign({}, ...wanted.map(({ inputs }) => inputs)),
    permissions: Object.assign({}, ...wanted.map(({ permissions }) => permissions)),
    steps: wanted.flatMap(({ steps }) => steps),
  };
}

/** https://docs.github.com/en/code-security/how-tos/scan-code-for-vulnerabilities/integrate-with-existing-tools/uploading-a-sarif-file-to-github */
function sarif(slug: string): ReportFiles {
  return {
    inputs: { 'sarif-file': SARIF },
    // In a private repository the step looks up the run that it is in.
    permissions: { 'security-events': 'write', actions: 'read' },
    steps: [
      {
        uses: 'github/codeql-action/upload-sarif@v4.32.3',
        if: whereWritten(SARIF),
        // Results of one category replace each other.
        with: { sarif_file: SARIF, category: `access-${slug}` },
      },
    ],
  };
}

function artifact(slug: string): ReportFiles {
  return {
    inputs: { 'report-file': REPORT },
    permissions: {},
    steps: [
      {
        uses: 'actions/upload-artifact@v7.0.1',
        if: whereWritten(REPORT),
        with: { name: `access-${slug}`, path: REPORT },
      },
    ],
  };
}

/**
 * A file by itself, which a browser opens from the page of the run; the artifact goes by its name.
 *
 * https://github.blog/changelog/2026-02-26-github-actions-now-supports-uploading-and-downloading-non-zipped-artifacts
 */
function page(slug: string): ReportFiles {
  const file = `access-${slug}.html`;
  return {
    inputs: { 'report-html': file },
    permissions: {},
    steps: [
      {
        uses: 'actions/upload-artifact@v7.0.1',
        if: whereWritten(file),
        with: { path: file, archive: false },
      },
    ],
  };
}

function whereWritten(file: string): string {
  return `\${{ !cancelled() && hashFiles('${file}') != '' }}`;
}
