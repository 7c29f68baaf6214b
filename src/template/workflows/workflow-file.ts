import { type IResolver, type Project, YamlFile } from 'projen';
import { COMMITS, pinned } from './pinned';
import { currentRelease } from '../release';

/**
 * A workflow in the keys that GitHub itself uses, with its actions pinned. (projen's own GithubWorkflow can write neither
 * comments nor permissions for the whole workflow, and is there only in projects that leave GitHub to projen.)
 */
export class WorkflowFile extends YamlFile {
  constructor(project: Project, name: string, workflow: object) {
    // GitHub reads workflows at the root of the repository only.
    super(project.root, `.github/workflows/${name}.yml`, { obj: workflow, lineWidth: 0 });
  }

  protected override synthesizeContent(resolver: IResolver): string | undefined {
    const yaml = super.synthesizeContent(resolver);
    const { action, commit } = currentRelease();
    return yaml && pinned(yaml, commit ? { ...COMMITS, [action]: commit } : COMMITS, action);
  }
}
