import { Component, type Project, YamlFile } from 'projen';
import { INPUTS, type InputDefinition, OUTPUTS } from '../src/contract';

/** `action.yml`, made from the contract. */
export class ActionMetadata extends Component {
  constructor(project: Project) {
    super(project);
    new YamlFile(project, 'action.yml', {
      lineWidth: 0,
      obj: {
        name: 'Model deployment IAM',
        description: 'The IAM role and policy that a SageMaker model deployment needs, proved on the pull request',
        author: 'The model-deployment-iam authors',
        branding: { icon: 'shield', color: 'green' },
        inputs: Object.fromEntries(Object.entries(INPUTS).map(([name, input]) => [name, actionInput(input)])),
        outputs: Object.fromEntries(Object.entries(OUTPUTS).map(([name, { description }]) => [name, { description }])),
        runs: { using: 'node24', main: 'dist/index.js', post: 'dist/post.js', 'post-if': 'always()' },
      },
    });
  }
}

function actionInput(input: InputDefinition) {
  return { description: input.description, required: input.required ?? false, default: input.default };
}
