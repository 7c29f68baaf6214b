import { type IResolver, type Project, YamlFile } from 'projen';

/** A file in `bootstrap/`. */
export class BootstrapFile extends YamlFile {
  constructor(project: Project, name: string, obj: object) {
    super(project.root, `bootstrap/${name}`, { obj, lineWidth: 0 });
  }

  /** CloudFormation and its tools read YAML 1.1, where a bare date is no text. */
  protected override synthesizeContent(resolver: IResolver): string | undefined {
    return super.synthesizeContent(resolver)?.replace(/: (\d{4}-\d\d-\d\d)$/gm, ': "$1"');
  }
}
