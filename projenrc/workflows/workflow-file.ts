import { type IResolver, type Project, YamlFile } from 'projen';
import { pinned } from './pinned';

/**
 * A workflow, in the keys that GitHub itself uses and with its actions pinned. (projen's own GithubWorkflow can write
 * neither comments nor permissions for the whole workflow, and gives each step an id.)
 */
export class WorkflowFile extends YamlFile {
  constructor(project: Project, name: string, workflow: object) {
    super(project, `.github/workflows/${name}.yml`, { obj: { name, ...workflow } });
  }

  protected override synthesizeContent(resolver: IResolver): string | undefined {
    const yaml = super.synthesizeContent(resolver);
    return yaml && pinned(yaml);
  }
}
