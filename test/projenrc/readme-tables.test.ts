import { parse } from 'yaml';
import { withGeneratedParts } from '../../projenrc/readme-tables';

const README = ['comment', 'workflow', 'care-workflow', 'inputs', 'outputs', 'aws-permissions', 'github-permissions']
  .map((name) => `## ${name}\n\n<!-- ${name}:begin -->\n<!-- ${name}:end -->\n`)
  .join('\n');

test.each(['workflow', 'care-workflow'])(
  'the example %s may tell whether the run that holds a lock is over',
  (name) => {
    const example = withGeneratedParts(README).split(`<!-- ${name}:begin -->`)[1]!.split('```')[1]!;
    expect(parse(example.replace(/^yaml/, '')).permissions).toMatchObject({ contents: 'read', actions: 'read' });
  },
);

describe('withGeneratedParts', () => {
  test('fills every part under its own marker', () => {
    const filled = withGeneratedParts(README);
    for (const [name, content] of [
      ['comment', '> ### 🔎 Preview: 3 to create · `churn-prod`'],
      ['workflow', 'command: ${{ github.event_name'],
      ['care-workflow', 'workflow_dispatch:'],
      ['inputs', '| `endpoint` |'],
      ['outputs', '| `role-arn` |'],
      ['aws-permissions', '`iam:GetRole`'],
      ['github-permissions', '`pull-requests: write`'],
    ] as const) {
      expect(filled.split(`<!-- ${name}:begin -->`)[1]!.split(`<!-- ${name}:end -->`)[0]).toContain(content);
    }
  });

  test('changes nothing the second time', () => {
    const filled = withGeneratedParts(README);
    expect(withGeneratedParts(filled)).toBe(filled);
  });

  test('names the file and the marker that is missing', () => {
    expect(() => withGeneratedParts(README.replace('<!-- outputs:end -->', ''))).toThrow(
      'README.md: the line "<!-- outputs:end -->" is missing',
    );
  });
});
