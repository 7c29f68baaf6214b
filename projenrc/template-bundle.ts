import { Component } from 'projen';
import type { TypeScriptProject } from 'projen/lib/typescript';

/** The bundle of the template: `lib/index.js`, as the package has it. */
export class TemplateBundle extends Component {
  constructor(project: TypeScriptProject) {
    super(project);
    const bundle = project.addTask('bundle:template', {
      description: 'Bundle what jsii compiled into lib/index.js',
      exec: 'tsx tools/bundle-template.ts',
    });
    project.postCompileTask.spawn(bundle);
    // Pull requests show what the contract changed, and not once more what follows from it.
    project.gitattributes.addAttributes('/src/template/options/access-options.ts', 'linguist-generated');
  }
}
