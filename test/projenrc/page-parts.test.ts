import { withGeneratedParts } from '../../projenrc/page-parts';

const NAMES = [
  ...(['comment', 'workflow', 'care-workflow', 'plugin-cache', 'inputs', 'outputs'] as const),
  ...(['aws-permissions', 'github-permissions', 'workflow-roles'] as const),
];
const PAGE = NAMES.map((name) => `## ${name}\n\n<!-- ${name}:begin -->\n<!-- ${name}:end -->\n`).join('\n');

const filledPage = (text = PAGE) => withGeneratedParts(text, 'docs/page.md', NAMES);

describe('withGeneratedParts', () => {
  test('fills every part under its own marker', () => {
    const filled = filledPage();
    for (const [name, content] of [
      ['comment', '> ### ⚠️ Preview: would grant 8 actions on 4 resources; would let 1 principal assume the role'],
      ['workflow', 'command: preview'],
      ['care-workflow', 'workflow_dispatch:'],
      ['inputs', '| `endpoint` |'],
      ['outputs', '| `role-arn` |'],
      ['aws-permissions', '`iam:GetRole`'],
      ['github-permissions', '`pull-requests: write`'],
      ['workflow-roles', 'repo:acme@123456/churn@456789:environment:production'],
    ] as const) {
      expect(filled.split(`<!-- ${name}:begin -->`)[1]!.split(`<!-- ${name}:end -->`)[0]).toContain(content);
    }
  });

  test('changes nothing the second time', () => {
    const filled = filledPage();
    expect(filledPage(filled)).toBe(filled);
  });

  test('names the file and the marker that is missing', () => {
    expect(() => filledPage(PAGE.replace('<!-- outputs:end -->', ''))).toThrow(
      'docs/page.md: the line "<!-- outputs:end -->" is missing',
    );
  });
});
