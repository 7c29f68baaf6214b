import { bucket } from './bucket';
import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { endpointArns } from '../resources';

/**
 * The reference document: create, delete and invoke the endpoint, read and write the artifacts. By itself it can't create an
 * endpoint, because that needs the endpoint configuration as well; `deploy` adds it.
 */
export function baseline(target: Target): Statement[] {
  return [
    {
      Effect: 'Allow',
      Action: ['sagemaker:CreateEndpoint', 'sagemaker:DeleteEndpoint', 'sagemaker:InvokeEndpoint'],
      Resource: endpointArns(target),
    },
    ...bucket(target, ['read', 'write']),
  ];
}
