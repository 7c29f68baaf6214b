import { Component } from 'projen';
import type { NodeProject } from 'projen/lib/javascript';

/** The commands that work straight after `git clone`: they install what they need before they start. */
const COMMANDS = [
  {
    name: 'test',
    task: 'test:all',
    description: 'Run every check and test but the long ones',
    exec: 'tsx tools/test.ts',
  },
  {
    name: 'test:long',
    task: 'test:long',
    description: 'Run the tests that take too long for every change, and write docs/reliability.md',
    exec: 'tsx tools/test-long.ts',
  },
  {
    name: 'demo',
    task: 'demo',
    description: 'Run the Action through the life of a pull request',
    exec: 'tsx sandbox/demo/main.ts',
  },
  {
    name: 'pictures',
    task: 'pictures',
    description: 'Play what people meet on a pull request, and take the pictures in the docs',
    exec: 'tsx tools/picture/pictures.ts',
  },
  { name: 'bench', task: 'bench', description: 'Measure the Action, as ratios', exec: 'tsx tools/bench.ts' },
];

export class Commands extends Component {
  constructor(project: NodeProject) {
    super(project);
    project.gitignore.exclude('/demo-output/');
    for (const { name, task, description, exec } of COMMANDS) {
      project.addTask(task, { description, exec, receiveArgs: true });
      project.package.setScript(name, `node tools/bootstrap.mjs ${task}`);
    }
  }
}
