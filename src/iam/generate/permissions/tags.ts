import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { endpointArns, endpointConfigArns, inferenceComponentArns, modelArns } from '../resources';

/**
 * Tags of what is there already, read and written, as tools do that keep infrastructure as it is written down: they list them at
 * every look and change them in place. Whoever only creates with tags has what that needs from `deploy` and `release`.
 *
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sagemaker/tags_gen.go
 */
export function tags(target: Target): Statement[] {
  return [
    {
      Effect: 'Allow',
      Action: ['sagemaker:AddTags', 'sagemaker:DeleteTags', 'sagemaker:ListTags'],
      Resource: [
        ...endpointArns(target),
        ...endpointConfigArns(target),
        ...modelArns(target),
        ...(target.inferenceComponents ? inferenceComponentArns(target) : []),
      ],
    },
  ];
}
