import { type IResolver, type Project, YamlFile } from 'projen';
import type { Environment } from '../options/deployment';

/** @returns the folder of what the environment needs once, from the root of the repository */
export function bootstrapFolder({ slug }: Pick<Environment, 'slug'>): string {
  return `bootstrap/${slug}`;
}

/** A file in `bootstrap/`. */
export class BootstrapFile extends YamlFile {
  constructor(project: Project, path: string, obj: object) {
    super(project.root, path, { obj, lineWidth: 0 });
  }

  /** CloudFormation and its tools read YAML 1.1, where a bare date is no text. */
  protected override synthesizeContent(resolver: IResolver): string | undefined {
    return super.synthesizeContent(resolver)?.replace(/: (\d{4}-\d\d-\d\d)$/gm, ': "$1"');
  }
}
