import type { Request } from '../../request/request';
import { deadline } from '../../shared/deadlines';
import type { AwsSettings } from '../../stack/aws';
import type { StackResult } from '../../stack/execute';
import type { Plan } from '../plan';

/** What the engine has done or shown, so that AWS can be asked about it. */
export interface Done {
  readonly isApplied: boolean;
  readonly result: Pick<StackResult, 'resources' | 'tagged'>;
}

/** Who asks, and where. */
export interface Asking {
  readonly request: Request;
  readonly plan: Plan;
  /** For IAM. */
  readonly aws: AwsSettings;
  /** How long to wait, in milliseconds, before IAM is asked again about what it may not know of everywhere yet. */
  readonly pauses: readonly number[];
}

/** Nobody waits longer than that for what is asked only to know more. */
export function bounded(settings: AwsSettings): AwsSettings {
  const late = AbortSignal.timeout(deadline('verify'));
  return { ...settings, signal: settings.signal ? AbortSignal.any([settings.signal, late]) : late };
}
