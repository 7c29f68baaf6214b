/** What is asked of AWS to know more: that there is no answer is told, and is no failure. */
export interface Asking {
  /** The call, such as `CheckNoNewAccess`. */
  readonly call: string;
  /** The permission that it takes, such as `access-analyzer:CheckNoNewAccess`, and what on. */
  readonly permission: string;
  readonly on: string;
  /** Aborted when nobody waits for it any more. */
  readonly signal?: AbortSignal;
}

/** Why there is no answer, in one or two sentences of plain text. */
export function whyNoAnswer(error: Error, { call, permission, on, signal }: Asking): string {
  const { name, message } = error;
  if (signal?.aborted) return `AWS did not answer ${call} in time.`;
  if (isDenial(error)) {
    return `The credentials may not ask AWS for it (${call}). Allow ${permission} on "${on}", or take the member out of verify.`;
  }
  if (/Throttl|TooManyRequests|RequestLimitExceeded/.test(name)) {
    return `AWS throttled the question (${call}: ${name}).`;
  }
  return `AWS gave no answer to ${call}: ${message || name} (${name}).`;
}

function isDenial({ name }: Error): boolean {
  return /^AccessDenied|^UnauthorizedOperation$/.test(name);
}
