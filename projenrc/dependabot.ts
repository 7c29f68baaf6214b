import { Component, type Project, YamlFile } from 'projen';

/**
 * What npm does not install. Of npm's packages projen writes the versions, so that Dependabot can't: see
 * projenrc/workflows/dependencies.ts.
 */
const ECOSYSTEMS = [
  { ecosystem: 'gomod', directories: ['/tools/*', '/sandbox/bridge-provider'] },
  { ecosystem: 'pip', directories: ['/sandbox/aws'] },
];

export class Dependabot extends Component {
  constructor(project: Project) {
    super(project);
    new YamlFile(project, '.github/dependabot.yml', {
      obj: {
        version: 2,
        updates: ECOSYSTEMS.map(({ ecosystem, directories }) => ({
          'package-ecosystem': ecosystem,
          directories,
          schedule: { interval: 'weekly' },
          cooldown: { 'default-days': 14 },
          groups: { [ecosystem]: { patterns: ['*'] } },
        })),
      },
    });
  }
}
