import { asObject } from './json';

/** The HTTP status that an error of the API client carries, if it has one. */
export function httpStatus(error: unknown): number | undefined {
  const status = asObject(error)?.status;
  return typeof status === 'number' ? status : undefined;
}
