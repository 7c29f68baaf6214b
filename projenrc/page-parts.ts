import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen';
import { INPUTS, OUTPUTS } from '../src/contract';
import { awsPermissions } from './readme/aws-permissions';
import { replaceBetweenMarkers } from './readme/between-markers';
import { inputsTable, outputsTable } from './readme/contract-tables';
import { exampleComment } from './readme/example-comment';
import { githubPermissions } from './readme/github-permissions';
import { workflowRolesText } from './readme/workflow-roles';
import { AWS_PLUGIN_VERSION } from '../src/stack/engine/plugin';

/** The workflows that the demo and the end-to-end tests run. */
const WORKFLOWS = join(__dirname, '../sandbox/demo/workflows');

const PARTS = {
  comment: () => quoted(exampleComment()),
  workflow: () => yaml('model-access.yml'),
  'care-workflow': () => yaml('model-access-care.yml'),
  'plugin-cache': pluginCache,
  inputs: () => inputsTable(INPUTS),
  outputs: () => outputsTable(OUTPUTS),
  'aws-permissions': awsPermissions,
  'github-permissions': githubPermissions,
  'workflow-roles': workflowRolesText,
};

type PartName = keyof typeof PARTS;

/** Which page has which of them. */
const PAGES: Readonly<Record<string, readonly PartName[]>> = {
  'README.md': ['workflow'],
  'docs/bootstrap.md': ['workflow-roles'],
  'docs/workflows.md': ['care-workflow', 'plugin-cache'],
  'docs/comment.md': ['comment'],
  'docs/inputs.md': ['inputs', 'outputs'],
  'docs/aws-permissions.md': ['aws-permissions', 'github-permissions'],
};

/**
 * The parts of pages that are made from the code, each between a line `<!-- NAME:begin -->` and a line `<!-- NAME:end -->`. The
 * rest of a page is left as it is.
 */
export class PageParts extends Component {
  public override synthesize(): void {
    for (const [page, names] of Object.entries(PAGES)) {
      const file = join(this.project.outdir, page);
      const text = readFileSync(file, 'utf8');
      const rendered = withGeneratedParts(text, page, names);
      if (rendered !== text) writeFileSync(file, rendered);
    }
  }
}

/**
 * @param text of the page
 * @throws Error that names the page and the marker which is missing
 */
export function withGeneratedParts(text: string, page: string, names: readonly PartName[]): string {
  try {
    return names.reduce((result, name) => replaceBetweenMarkers(result, name, PARTS[name]()), text);
  } catch (error) {
    throw new Error(`${page}: ${(error as Error).message}`, { cause: error });
  }
}

function yaml(workflow: string): string {
  return ['```yaml', readFileSync(join(WORKFLOWS, workflow), 'utf8').trimEnd(), '```'].join('\n');
}

/** With the version in its key: what is in a cache once is never replaced. */
function pluginCache(): string {
  return [
    '```yaml',
    '- uses: actions/cache@9255dc7a253b0ccc959486e2bca901246202afeb # v5.0.1',
    '  with:',
    '    path: ~/.pulumi/plugins',
    `    key: pulumi-aws-${AWS_PLUGIN_VERSION}-\${{ runner.os }}-\${{ runner.arch }}`,
    '```',
  ].join('\n');
}

/** Set apart from the text around it. */
function quoted(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}
