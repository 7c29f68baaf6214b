import type { ResourceType } from '../reference/details';

/** Stands for a name that the policy does not mention: no pattern that people write fits it, unless it fits every name. */
export const SOME = 'q7x4zk9w2j8hn3bd';

/** Types whose names run words together. */
const RUN_TOGETHER: Readonly<Record<string, string>> = {
  'endpoint-config': 'endpoint configuration',
  ScalableTarget: 'scalable target',
  accessgrant: 'access grant',
  accessgrantsinstance: 'access grants instance',
  accessgrantslocation: 'access grants location',
  accesspoint: 'access point',
  accesspointobject: 'object of an access point',
  multiregionaccesspoint: 'multi-region access point',
  multiregionaccesspointrequestarn: 'request to a multi-region access point',
  objectlambdaaccesspoint: 'Object Lambda access point',
  storagelensconfiguration: 'Storage Lens configuration',
  storagelensgroup: 'Storage Lens group',
};

/** `log group`, for the type `log-group`. */
export function typeWords({ name }: ResourceType): string {
  return Object.hasOwn(RUN_TOGETHER, name) ? RUN_TOGETHER[name]! : name.replaceAll('-', ' ');
}
