import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ValidatePolicyFinding } from '@aws-sdk/client-accessanalyzer';
import model from './access-analyzer.model.json';
import { type Operation, type ServiceModel, violations } from './api-shape';
import { checkByRule, type PolicyCheck, type PolicyCheckResult } from './policy-check-rules';
import { addressOf, parseBody, stop, textOf } from '../github/http';

/** What was asked: the members of the request. */
export interface ValidatePolicyRequest {
  readonly policyDocument: string;
  readonly policyType: string;
  readonly validatePolicyResourceType?: string;
  readonly nextToken?: string;
}

export type AnalyzerFault =
  | {
      readonly error:
        'AccessDeniedException' | 'ThrottlingException' | 'InternalServerException' | 'UnprocessableEntityException';
      readonly message: string;
    }
  /** The connection stays open, and nothing comes. */
  | 'silence';

export interface AnalyzerAnswers {
  /** What is found in a policy of the type. */
  readonly findings?: (policyType: string) => readonly ValidatePolicyFinding[];
  /** How many findings there are on a page; default: all. */
  readonly pageSize?: number;
  /** What a policy check comes to; default: what `checkByRule` says. */
  readonly check?: (check: PolicyCheck) => PolicyCheckResult;
  /** What happens to a request to validate a policy, instead of an answer. */
  readonly fault?: (request: ValidatePolicyRequest) => AnalyzerFault | undefined;
  /** What happens to a policy check, instead of an answer. */
  readonly checkFault?: (check: PolicyCheck) => AnalyzerFault | undefined;
}

/**
 * Stands for IAM Access Analyzer. It knows next to nothing of policies: it answers what it is told to, in the form of the API,
 * and refuses requests that are not in the form of the API.
 */
export interface LocalAccessAnalyzer {
  readonly url: string;
  /** To validate a policy, in the order in which they came. */
  readonly requests: readonly ValidatePolicyRequest[];
  /** Policy checks, in the order in which they came. */
  readonly checks: readonly PolicyCheck[];
  /** In what requests or the answers that it was told to give were not as the API's model says. */
  readonly violations: readonly string[];
  stop(): Promise<void>;
}

const MODEL = model as unknown as ServiceModel;
/** The service that requests are signed for is part of the signature's scope. */
const SIGNED = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[a-z0-9-]+\/access-analyzer\/aws4_request,/;

/** Starts it on a free port. */
export async function startAccessAnalyzer(answers: AnalyzerAnswers = {}): Promise<LocalAccessAnalyzer> {
  const requests: ValidatePolicyRequest[] = [];
  const checks: PolicyCheck[] = [];
  const found: string[] = [];

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: Error) => response.destroy(error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { operation, input, wrong } = readRequest(request, await textOf(request));
    if (wrong.length > 0) {
      found.push(...wrong);
      return refuse(response, 'ValidationException', { message: wrong.join('; '), reason: 'cannotParse' });
    }
    const { fault, body } = answerTo(operation, input);
    if (fault === 'silence') return;
    if (fault) return refuse(response, fault.error, { message: fault.message });

    found.push(...violations(body, operation.output.shape, MODEL));
    send(response, operation.http.responseCode!, body!);
  }

  function answerTo({ name }: Operation, input: object): { readonly fault?: AnalyzerFault; readonly body?: object } {
    if (name === 'ValidatePolicy') {
      const request = input as ValidatePolicyRequest;
      requests.push(request);
      const fault = answers.fault?.(request);
      return fault ? { fault } : { body: pageOf(answers, request) };
    }
    const check = { operation: name, input } as PolicyCheck;
    checks.push(check);
    const fault = answers.checkFault?.(check);
    return fault ? { fault } : { body: (answers.check ?? checkByRule)(check) };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: addressOf(server), requests, checks, violations: found, stop: () => stop(server) };
}

interface ReadRequest {
  readonly operation: Operation;
  readonly input: object;
  readonly wrong: readonly string[];
}

function readRequest(request: IncomingMessage, body: string): ReadRequest {
  const url = new URL(request.url!, 'http://localhost');
  const named = Object.values(MODEL.operations).find(({ http }) => http.requestUri === url.pathname);
  const operation = named ?? MODEL.operations.ValidatePolicy!;
  const { http, input: { shape } } = operation; // prettier-ignore
  const { maxResults, ...query } = Object.fromEntries(url.searchParams);
  const parsed = parseBody(body);
  const input = {
    ...(typeof parsed === 'object' ? parsed : {}),
    ...query,
    ...(maxResults !== undefined && { maxResults: Number(maxResults) }),
  };
  const inQuery = Object.entries(MODEL.shapes[shape]!.members!).filter(
    ([, { location }]) => location === 'querystring',
  );
  const wrong = [
    ...(request.method === http.method ? [] : [`The method is ${request.method}`]),
    ...(named ? [] : [`The path is ${url.pathname}`]),
    ...(SIGNED.test(request.headers.authorization ?? '') ? [] : ['The request is not signed for access-analyzer']),
    ...(typeof parsed === 'object' ? [] : ['The body is no JSON object']),
    ...inQuery.filter(([name]) => name in Object(parsed)).map(([name]) => `${name} is in the body`),
    ...violations(input, shape, MODEL),
  ];
  return { operation, input, wrong };
}

function pageOf({ findings = () => [], pageSize = Infinity }: AnalyzerAnswers, input: ValidatePolicyRequest) {
  const all = findings(input.policyType);
  const start = Number(input.nextToken ?? 0);
  const end = start + pageSize;
  return { findings: all.slice(start, end), ...(end < all.length && { nextToken: String(end) }) };
}

function refuse(response: ServerResponse, error: string, body: object): void {
  response.setHeader('x-amzn-errortype', error);
  send(response, MODEL.shapes[error]!.error!.httpStatusCode, body);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
