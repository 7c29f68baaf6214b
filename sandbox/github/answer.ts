/** What GitHub answers to a request. */
export interface Answer {
  readonly status: number;
  /** JSON, unless the headers say what else; none with status 204. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const DOCUMENTATION = 'https://docs.github.com/rest';

export function failure(status: number, message: string, more: object = {}): Answer {
  return { status, body: { message, ...more, documentation_url: DOCUMENTATION, status: `${status}` } };
}

export const NOT_FOUND = failure(404, 'Not Found');

/** One thing that is wrong with a request, such as the `field` `body` of the `resource` `IssueComment`. */
export interface FieldError {
  readonly resource: string;
  readonly code: string;
  readonly field: string;
  readonly message?: string;
}

export function validationFailed(...errors: readonly FieldError[]): Answer {
  return failure(422, 'Validation Failed', { errors });
}
