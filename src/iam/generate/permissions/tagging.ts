import type { Statement } from '../../policy/document';

/**
 * AddTags for what is created with tags, and for nothing that is there already: AWS asks for it in the same request, and says
 * which one that is.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemakerai.html (`sagemaker:TaggingAction`)
 *
 * @param resources ARNs of what is created
 * @param creating the requests that create it: `CreateModel`
 */
export function tagOnCreation(resources: readonly string[], creating: readonly string[]): Statement {
  return {
    Effect: 'Allow',
    Action: ['sagemaker:AddTags'],
    Resource: resources,
    Condition: { StringEquals: { 'sagemaker:TaggingAction': creating } },
  };
}
