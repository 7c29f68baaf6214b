import type { Inputs } from './inputs';
import { invalid, type Parsed, valid } from '../shared/parsed';
import type { Backend } from '../stack/backend';

/** How long to wait for a lock, or which one to remove. */
export function readLocks(inputs: Inputs, backend: Backend | undefined) {
  const { values } = inputs;
  const lockTimeout = inputs.take('lock-timeout', parseDuration(values['lock-timeout']));
  const lockId = inputs.takeText('lock-id', parseLockId);
  if (values.command === 'unlock') {
    if (values['lock-id'] === '') inputs.refuse('lock-id', 'the id of a lock with the command unlock');
    if (backend && !backend.isLocal && !backend.url.startsWith('s3:')) {
      inputs.refuse('backend-url', 's3://… or file://… with the command unlock', [
        '; elsewhere `pulumi cancel --stack STACK` removes all locks of a stack',
      ]);
    }
  } else if (values['lock-id'] !== '') {
    inputs.refuse('lock-id', 'nothing with another command than unlock');
  }
  return lockTimeout === undefined ? undefined : { lockTimeout, lockId };
}

const SECONDS = { s: 1, m: 60, h: 3600 } as const;
/** No job of a hosted runner takes longer. */
const MAX_HOURS = 6;

/** @returns milliseconds */
function parseDuration(text: string): Parsed<number> {
  const [, count, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  const seconds = Number(count) * SECONDS[unit as keyof typeof SECONDS];
  return seconds <= MAX_HOURS * SECONDS.h
    ? valid(seconds * 1000)
    : invalid(`a whole number of seconds, minutes or hours, up to ${MAX_HOURS}h, such as 90s, 5m or 1h`);
}

/** The name of the lock's file, alone or with what was in it. */
function parseLockId(text: string): Parsed<string> {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(\.[0-9a-f]{8})?$/.test(text)
    ? valid(text)
    : invalid('the id of a lock such as 11111111-2222-4333-8444-555555555555.0a1b2c3d');
}
