import { Component, javascript } from 'projen';
import type { TypeScriptProject } from 'projen/lib/typescript';

/** The bundle of the Action in `dist/`: its compiler settings, its task, and what git and npm take of it. */
export class ActionBundle extends Component {
  constructor(project: TypeScriptProject) {
    super(project);
    new javascript.TypescriptConfig(project, {
      fileName: 'src/action/tsconfig.json',
      extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfigDev]),
      include: ['**/*.ts'],
      // Inline source maps hold absolute paths: dist/ would differ from folder to folder.
      compilerOptions: {
        rootDir: '..',
        inlineSourceMap: false,
        inlineSources: false,
        noEmit: false,
        declaration: false,
      },
    });

    const bundle = project.addTask('bundle', {
      description: 'Bundle src/action into dist/',
      exec: 'tsx tools/bundle.ts dist',
    });
    project.postCompileTask.spawn(bundle);

    project.gitignore.include('/dist/');
    project.gitignore.exclude(
      ...['/dist/js/', '/dist/python/', '/dist/java/', '/dist/dotnet/', '/dist/go/'],
      ...['/dist/changelog.md', '/dist/version.txt', '/dist/releasetag.txt', '/dist/permissions-backup.acl'],
    );
    // Some of the files have Windows line ends: without -text, a clone would differ from what is built.
    project.gitattributes.addAttributes('/dist/**', 'linguist-generated', '-diff', '-text');
  }
}
