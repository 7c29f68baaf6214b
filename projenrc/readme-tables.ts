import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen';
import { INPUTS, OUTPUTS } from '../src/contract';
import { awsPermissions } from './readme/aws-permissions';
import { replaceBetweenMarkers } from './readme/between-markers';
import { inputsTable, outputsTable } from './readme/contract-tables';
import { exampleComment } from './readme/example-comment';
import { githubPermissions } from './readme/github-permissions';

/** The workflows that the demo and the end-to-end tests run. */
const WORKFLOWS = join(__dirname, '../sandbox/demo/workflows');

/**
 * The parts of README.md that are made from the code, each between a line `<!-- NAME:begin -->` and a line
 * `<!-- NAME:end -->`. The rest of the file is left as it is.
 */
export class ReadmeTables extends Component {
  public override synthesize(): void {
    const file = join(this.project.outdir, 'README.md');
    const text = readFileSync(file, 'utf8');
    const rendered = withGeneratedParts(text);
    if (rendered !== text) writeFileSync(file, rendered);
  }
}

/**
 * @param text of the README
 * @throws Error that names README.md and the marker which is missing
 */
export function withGeneratedParts(text: string): string {
  const parts = {
    comment: quoted(exampleComment()),
    workflow: yaml('model-access.yml'),
    'care-workflow': yaml('model-access-care.yml'),
    inputs: inputsTable(INPUTS),
    outputs: outputsTable(OUTPUTS),
    'aws-permissions': awsPermissions(),
    'github-permissions': githubPermissions(),
  };
  try {
    return Object.entries(parts).reduce((result, [name, part]) => replaceBetweenMarkers(result, name, part), text);
  } catch (error) {
    throw new Error(`README.md: ${(error as Error).message}`, { cause: error });
  }
}

function yaml(workflow: string): string {
  return ['```yaml', readFileSync(join(WORKFLOWS, workflow), 'utf8').trimEnd(), '```'].join('\n');
}

/** Set apart from the text around it. */
function quoted(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}
