import { javascript, type Project, ProjenrcFile } from 'projen';
import { packageName } from './release';

/**
 * What a project lacks that is no Node project, so that this package can be installed in it and brought up to date.
 *
 * @param project the root of the repository
 */
export function fitOtherLanguage(project: Project): void {
  if (project instanceof javascript.NodeProject) return;
  // The .gitignore of its own language does not have it.
  project.gitignore.addPatterns('node_modules/');
  warnOfOtherProjenrc(project);
  if (project.tasks.tryFind('upgrade')) return;
  const upgrade = project.addTask('upgrade', { description: `Upgrade ${packageName()}, and make its files again` });
  upgrade.exec(`npm install --save-dev ${packageName()}@latest`);
  // By the new version, which this process has not loaded.
  upgrade.exec(project.projenCommand);
}

/** `npx projen` runs the one that the project says, and takes away what that does not have. */
function warnOfOtherProjenrc(project: Project): void {
  const file = ProjenrcFile.of(project)?.filePath;
  if (file === undefined || !/\.(py|java|json)$/.test(file)) return;
  project.logger.warn(
    `"npx projen" runs ${file}, which can't have this component: it would take the component's files away again. ` +
      'Let it run a file in JavaScript: projenrcJs: true for a Python project, projenrcJava: false and new javascript.Projenrc(project) for a Java project.',
  );
}
