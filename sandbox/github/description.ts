import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { type Context, type Document, OpenAPIBackend } from 'openapi-backend';
import type { Account } from './account';
import { type Answer, failure, validationFailed } from './answer';
import type { OperationRequest, Operations } from './operation';
import type { Repository } from './repository';

/** Part of GitHub's own description of its REST API; made by make-openapi-subset.ts. */
const DESCRIPTION = JSON.parse(readFileSync(join(__dirname, 'github-openapi.json'), 'utf8')) as Document & {
  components: { examples: Readonly<Record<string, { value: object }>> };
};

/** An example from the description, by the name of the component. */
export function example(name: string): object {
  return DESCRIPTION.components.examples[name].value;
}

/** A request as it came in, from someone who is known. */
export interface IncomingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: unknown;
  readonly viewer: Account;
  readonly repository: Repository;
}

interface Call {
  readonly request: IncomingRequest;
  readonly operations: Operations;
  readonly report: (violation: string) => void;
}

/**
 * Answers a request by an operation, and holds both sides to GitHub's description: a request that does not fit it is
 * refused with 422, and an answer of ours that does not fit is reported and becomes the status 599.
 *
 * @param report takes a breach of the description, and any request that there is no operation for
 */
export async function answerAsDescribed(
  request: IncomingRequest,
  operations: Operations,
  report: (violation: string) => void,
): Promise<Answer> {
  const { method, url, headers, body } = request;
  const call: Call = { request, operations, report };
  const raw = { method, path: url.pathname, query: url.search.slice(1), headers, body };
  return (await backend.handleRequest(raw, call)) as Answer;
}

/** One for all servers of this process: to make the validators takes longer than everything else. */
const backend = new OpenAPIBackend({
  definition: DESCRIPTION,
  // What is a part of a sound description needs no check.
  quick: true,
  ajvOpts: { strict: false, allErrors: true },
  customizeAjv: (ajv) => addFormats(ajv),
  handlers: {
    notFound: unknown,
    // Called for every operation, because none has a handler of its own here.
    notImplemented: answerByOperation,
    validationFail: refuse,
    postResponseHandler: checked,
  },
});

function answerByOperation(context: Context, call: Call): Answer {
  const operation = call.operations[context.operation.operationId!];
  return operation ? operation(operationRequest(context, call.request)) : unknown(context, call);
}

function unknown(_: Context, { request, report }: Call): Answer {
  report(`The stand-in does not know ${request.method} ${request.url.pathname}`);
  return failure(501, 'Not implemented by this stand-in');
}

function refuse({ validation }: Context): Answer {
  const errors = (validation.errors ?? []).map(({ instancePath, message }) => ({
    resource: 'Request',
    code: 'invalid',
    field: instancePath,
    message,
  }));
  return validationFailed(...errors);
}

function checked(context: Context, { report }: Call): Answer {
  const answer = context.response as Answer;
  if (!context.operation || answer.status === 204) return answer;

  const { errors } = backend.validateResponse(answer.body, context.operation, answer.status);
  if (!errors) return answer;
  const problems = errors.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');
  report(`The answer to ${context.operation.operationId} breaks GitHub's description: ${problems}`);
  return failure(599, problems);
}

function operationRequest(context: Context, { url, viewer, repository }: IncomingRequest): OperationRequest {
  const { params, query, requestBody } = context.request;
  return {
    url,
    params: params as OperationRequest['params'],
    query: query as OperationRequest['query'],
    body: (requestBody ?? {}) as OperationRequest['body'],
    viewer,
    repository,
  };
}
