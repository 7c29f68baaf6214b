/**
 * Actions that a service performs, or asks for, in the name of the caller of another one. AWS's data that this reference is
 * made from has none of them, so the ones that a model's deployment can meet are listed here.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html ("Dependent actions")
 */
export interface DependentAction {
  readonly action: string;
  /** When the service asks for it: the end of a sentence that starts with "it is needed". */
  readonly when: string;
  /** Whether hardly any request does without. */
  readonly usual: boolean;
  /** What a policy mentions whose requests are of that kind. */
  readonly sign?: DependencySign;
}

export type DependencySign = 'tags' | 'kms-key';

const PASS_ROLE: DependentAction = {
  action: 'iam:PassRole',
  when: 'to hand the execution role to SageMaker',
  usual: true,
};
const PASS_ROLE_IF_NAMED: DependentAction = {
  action: 'iam:PassRole',
  when: 'where the request names an execution role',
  usual: false,
};
const ADD_TAGS: DependentAction = {
  action: 'sagemaker:AddTags',
  when: 'where the request has tags',
  usual: false,
  sign: 'tags',
};
/** https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html */
const CREATE_GRANT: DependentAction = {
  action: 'kms:CreateGrant',
  when: 'where the endpoint configuration names a KMS key',
  usual: false,
  sign: 'kms-key',
};

const DEPENDENT_ACTIONS: Readonly<Record<string, readonly DependentAction[]>> = {
  'sagemaker:CreateEndpoint': [ADD_TAGS, CREATE_GRANT],
  'sagemaker:UpdateEndpoint': [CREATE_GRANT],
  'sagemaker:CreateEndpointConfig': [PASS_ROLE_IF_NAMED, ADD_TAGS],
  'sagemaker:CreateModel': [PASS_ROLE, ADD_TAGS],
  'sagemaker:CreateInferenceComponent': [ADD_TAGS],
  'sagemaker:CreateModelPackage': [ADD_TAGS],
  'sagemaker:CreateModelPackageGroup': [ADD_TAGS],
  'sagemaker:CreateMonitoringSchedule': [PASS_ROLE, ADD_TAGS],
  'sagemaker:UpdateMonitoringSchedule': [PASS_ROLE],
  'sagemaker:CreateInferenceExperiment': [PASS_ROLE, ADD_TAGS],
  'sagemaker:CreateInferenceRecommendationsJob': [PASS_ROLE, ADD_TAGS],
  'sagemaker:CreateTrainingJob': [PASS_ROLE, ADD_TAGS],
  'sagemaker:CreateProcessingJob': [PASS_ROLE, ADD_TAGS],
  'sagemaker:CreateTransformJob': [ADD_TAGS],
  'sagemaker:CreateHyperParameterTuningJob': [PASS_ROLE, ADD_TAGS],
  'sagemaker:CreateCompilationJob': [PASS_ROLE, ADD_TAGS],
  'sagemaker:CreatePipeline': [PASS_ROLE, ADD_TAGS],
  'sagemaker:UpdatePipeline': [PASS_ROLE],
  'sagemaker:CreateNotebookInstance': [PASS_ROLE, ADD_TAGS],
  'sagemaker:CreateDomain': [PASS_ROLE, ADD_TAGS],
  'sagemaker:CreateUserProfile': [ADD_TAGS],
  'sagemaker:CreateFeatureGroup': [PASS_ROLE_IF_NAMED, ADD_TAGS],
  'ecr:CreateRepository': [{ ...ADD_TAGS, action: 'ecr:TagResource' }],
};

/** @param action as AWS writes it */
export function dependentActions(action: string): readonly DependentAction[] {
  return Object.hasOwn(DEPENDENT_ACTIONS, action) ? DEPENDENT_ACTIONS[action]! : [];
}
