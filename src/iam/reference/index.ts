export {
  type ActionResources,
  isUsuallyWithoutResource,
  isWithoutResources,
  resourcesOfAction,
  usualResourceTypes,
} from './action-resources';
export { conditionKeyType, type ConditionKeyType, isDocumentedAs, isGlobalConditionKey } from './condition-keys';
export { type DependentAction, dependentActions } from './dependent-actions';
export {
  type ActionDetails,
  actionDetails,
  type ActionResourceType,
  arnServices,
  DETAILED_SERVICES,
  type ResourceType,
  resourceTypesOfService,
} from './details';
export {
  type AccessLevel,
  type ActionName,
  actionsMatching,
  actionText,
  findAction,
  isService,
  serviceNames,
} from './names';
export { REFERENCE_SOURCE } from './source';
