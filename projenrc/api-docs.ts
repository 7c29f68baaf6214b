import { Component } from 'projen';
import type { TypeScriptProject } from 'projen/lib/typescript';

/** API.md, made from what jsii says of the package after it has compiled it. */
export class ApiDocs extends Component {
  constructor(project: TypeScriptProject) {
    super(project);
    const docgen = project.addTask('docgen', {
      description: 'Write API.md from what jsii compiled',
      exec: 'tsx tools/api-docs.ts',
    });
    project.postCompileTask.spawn(docgen);
    project.gitattributes.addAttributes('/API.md', 'linguist-generated');
  }
}
