/**
 * A Pulumi program for those who have their own infrastructure in Pulumi: one stack for each environment, made of the same
 * templates, so that the two can't differ.
 *
 * https://www.pulumi.com/registry/packages/aws/api-docs/cloudformation/stack/
 */
export function bootstrapProgram(): object {
  return {
    name: 'access-bootstrap',
    description: 'What the workflows need in AWS, once for each environment',
    runtime: 'yaml',
    config: {
      template: { type: 'string' },
      repository: { type: 'string' },
      immutableRepository: { type: 'string', default: '' },
      createOidcProvider: { type: 'boolean', default: true },
    },
    resources: {
      bootstrap: {
        type: 'aws:cloudformation:Stack',
        properties: {
          name: '${template}-access-bootstrap',
          templateBody: { 'fn::readFile': './${template}.yml' },
          capabilities: ['CAPABILITY_NAMED_IAM'],
          parameters: {
            Repository: '${repository}',
            ImmutableRepository: '${immutableRepository}',
            CreateOidcProvider: '${createOidcProvider}',
          },
        },
      },
    },
    outputs: {
      previewRoleArn: '${bootstrap.outputs["PreviewRoleArn"]}',
      deployRoleArn: '${bootstrap.outputs["DeployRoleArn"]}',
    },
  };
}
