import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
} from '@aws-sdk/client-iam';
import { type Operation, type ServiceModel, type Shape, violations } from './api-shape';
import type { ClientConfig } from './local-aws';
import model from './policy-simulator.model.json';
import { addressOf, stop, textOf } from '../github/http';

/** One action on one resource, and the policies that decide on it, as JSON. */
export interface SimulatedRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly policies: readonly string[];
  readonly boundary?: string;
}

export type SimulatedDecision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** What a request to the simulator comes to in place of an answer. */
export interface SimulatorFault {
  /** Such as `AccessDenied`, `Throttling`, `InvalidInput` or `NoSuchEntity`. */
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

export interface SimulatorAnswers {
  readonly decide: (request: SimulatedRequest) => SimulatedDecision;
  /** Policies on a role by its ARN, in place of those that it has in IAM. */
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  /** Policies of the organisation; they deny what they do not allow. Default: there is none. */
  readonly organisation?: readonly string[];
  /** Actions that the simulator has not heard of. */
  readonly unknown?: readonly string[];
  readonly fault?: (operation: string, input: SimulateInput) => SimulatorFault | 'silence' | undefined;
  /** How many actions there are on a page; default: all. */
  readonly pageSize?: number;
}

/** The members of a request, as far as they are looked at. */
export interface SimulateInput {
  readonly PolicySourceArn?: string;
  readonly PolicyInputList?: readonly string[];
  readonly PermissionsBoundaryPolicyInputList?: readonly string[];
  readonly PolicyExclusionList?: readonly { readonly PolicyType?: string }[];
  readonly ActionNames: readonly string[];
  readonly ResourceArns?: readonly string[];
  readonly ContextEntries?: readonly {
    readonly ContextKeyName: string;
    readonly ContextKeyValues: readonly string[];
    readonly ContextKeyType: string;
  }[];
  readonly Marker?: string;
}

/**
 * Stands before the local IAM, and for the policy simulator in it: what decides is given, all else is the form of the API. It
 * refuses what is not in that form, and leaves all other requests to IAM.
 */
export interface PolicySimulator {
  readonly url: string;
  readonly requests: readonly { readonly operation: string; readonly input: SimulateInput }[];
  /** In what requests or answers were not as the API's model says. */
  readonly violations: readonly string[];
  stop(): Promise<void>;
}

/** The policies that decide on requests, as JSON. */
interface Subject {
  readonly policies: readonly string[];
  readonly boundary?: string;
}

const MODEL = model as unknown as ServiceModel;
const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';

/** @param iam the local IAM, where roles are looked up and all other requests go; none if there is nothing but the simulator */
export async function startPolicySimulator(answers: SimulatorAnswers, iam?: ClientConfig): Promise<PolicySimulator> {
  const requests: { operation: string; input: SimulateInput }[] = [];
  const found: string[] = [];

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: Error) => response.destroy(error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const parameters = new URLSearchParams(body);
    const operation = MODEL.operations[parameters.get('Action') ?? ''];
    if (!operation) return pass(request, body, response);
    const input = valueOf(parameters, '', operation.input.shape) as SimulateInput;
    const wrong = violations(input, operation.input.shape, MODEL);
    found.push(...wrong);
    requests.push({ operation: operation.name, input });
    const fault = wrong.length > 0 ? invalid(wrong.join('; ')) : answers.fault?.(operation.name, input);
    if (fault === 'silence') return;
    const result = fault ?? (await simulated(input));
    if (isFault(result)) return refuse(response, result);
    found.push(...violations(result, operation.output.shape, MODEL));
    send(response, operation, result);
  }

  async function simulated(input: SimulateInput): Promise<object | SimulatorFault> {
    const unknown = input.ActionNames.find((action) => answers.unknown?.includes(action));
    if (unknown !== undefined) return invalid(`Invalid action: ${unknown}`);
    const [given] = input.PermissionsBoundaryPolicyInputList ?? [];
    const subject = input.PolicyInputList
      ? { policies: input.PolicyInputList, boundary: given }
      : await policiesOf(input.PolicySourceArn!);
    if (!subject) return { code: 'NoSuchEntity', status: 404, message: `${input.PolicySourceArn} does not exist.` };
    const start = Number(input.Marker ?? 0);
    const end = start + (answers.pageSize ?? Infinity);
    const isMore = end < input.ActionNames.length;
    return {
      EvaluationResults: input.ActionNames.slice(start, end).map((action) => resultOf(action, subject, input)),
      IsTruncated: isMore,
      ...(isMore && { Marker: String(end) }),
    };
  }

  function resultOf(action: string, { policies, boundary }: Subject, input: SimulateInput): object {
    const { ResourceArns: resources = ['*'], ContextEntries = [] } = input;
    const context = Object.fromEntries(
      ContextEntries.map(({ ContextKeyName: key, ContextKeyValues: values, ContextKeyType: type }) => [
        key,
        type.endsWith('List') ? values : values[0]!,
      ]),
    );
    const isExcluded = input.PolicyExclusionList?.some(({ PolicyType }) => PolicyType === 'scp');
    const organisation = input.PolicySourceArn && !isExcluded ? answers.organisation : undefined;
    const missing = missingKeys([...policies, ...(boundary ? [boundary] : [])], context);
    const results = resources.map((resource) => {
      const asked = { action, resource, context };
      const own = answers.decide({ ...asked, policies, boundary });
      const byOrganisation = organisation && answers.decide({ ...asked, policies: organisation });
      const decision = own === 'allowed' && byOrganisation ? byOrganisation : own;
      const isBounded = boundary === undefined || answers.decide({ ...asked, policies: [boundary] }) === 'allowed';
      return {
        EvalResourceName: resource,
        EvalResourceDecision: decision,
        MissingContextValues: missing,
        ...(boundary !== undefined && {
          PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: isBounded },
        }),
      };
    });
    const worst = (['explicitDeny', 'implicitDeny'] as const).find((decision) =>
      results.some(({ EvalResourceDecision }) => EvalResourceDecision === decision),
    );
    return {
      EvalActionName: action,
      EvalDecision: worst ?? 'allowed',
      // As AWS has it by now: the form of an ARN, and not what was asked about.
      EvalResourceName: resources[0] === '*' ? '*' : 'arn:${Partition}:service:::${ResourceName}',
      MissingContextValues: missing,
      ...(resources[0] === '*' ? {} : { ResourceSpecificResults: results }),
    };
  }

  async function policiesOf(roleArn: string): Promise<Subject | undefined> {
    const given = answers.roles?.[roleArn];
    if (given) return { policies: given };
    if (!iam) return undefined;
    const client = new IAMClient(iam);
    const RoleName = roleArn.replace(/^.*\//, '');
    try {
      const { Role } = await client.send(new GetRoleCommand({ RoleName }));
      const policies: string[] = [];
      for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName })) {
        for (const { PolicyArn } of AttachedPolicies) policies.push(await documentOf(PolicyArn!, client));
      }
      const boundary = Role!.PermissionsBoundary?.PermissionsBoundaryArn;
      return { policies, ...(boundary !== undefined && { boundary: await documentOf(boundary, client) }) };
    } catch (error) {
      if ((error as Error).name === 'NoSuchEntityException') return undefined;
      throw error;
    } finally {
      client.destroy();
    }
  }

  /** The headers go on as they are, the host among them: the request is signed for it. */
  function pass({ method, url: path, headers }: IncomingMessage, body: string, response: ServerResponse): void {
    const { port } = new URL(iam?.endpoint ?? 'http://127.0.0.1:9');
    const upstream = forward({ host: '127.0.0.1', port, method, path, headers }, (answered) => {
      response.writeHead(answered.statusCode!, answered.headers);
      answered.pipe(response);
    });
    upstream.on('error', (error) => response.destroy(error));
    upstream.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: addressOf(server), requests, violations: found, stop: () => stop(server) };
}

async function documentOf(PolicyArn: string, client: IAMClient): Promise<string> {
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy!.DefaultVersionId;
  const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return decodeURIComponent(PolicyVersion!.Document!);
}

/** The condition keys of the documents for which the request has no value. */
function missingKeys(documents: readonly string[], context: SimulatedRequest['context']): string[] {
  const known = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const keys = documents.flatMap((document) => {
    const { Statement } = JSON.parse(document) as { Statement: { Condition?: Record<string, object> }[] };
    return [Statement].flat().flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys));
  });
  return [...new Set(keys)].filter((key) => !known.has(key.toLowerCase()));
}

function isFault(result: object): result is SimulatorFault {
  return 'code' in result;
}

function invalid(message: string): SimulatorFault {
  return { code: 'InvalidInput', status: 400, message };
}

/**
 * What stands in the parameters of a request under a name, by the shape that it has.
 *
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
function valueOf(parameters: URLSearchParams, name: string, shapeName: string): unknown {
  const shape = MODEL.shapes[shapeName]!;
  const prefix = name === '' ? '' : `${name}.`;
  if (![...parameters.keys()].some((key) => key === name || key.startsWith(prefix))) return undefined;
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members!).flatMap(([member, { shape: of }]) => {
          const value = valueOf(parameters, prefix + member, of);
          return value === undefined ? [] : [[member, value]];
        }),
      );
    case 'list':
      return membersOf(parameters, name, shape);
    case 'integer':
      return Number(parameters.get(name));
    case 'boolean':
      return parameters.get(name) === 'true';
    default:
      return parameters.get(name) ?? undefined;
  }
}

function membersOf(parameters: URLSearchParams, name: string, { member }: Shape): unknown[] {
  const values: unknown[] = [];
  for (let index = 1; ; index++) {
    const value = valueOf(parameters, `${name}.member.${index}`, member!.shape);
    if (value === undefined) return values;
    values.push(value);
  }
}

function send(response: ServerResponse, { name, output: { resultWrapper } }: Operation, result: object): void {
  const content = `<${resultWrapper}>${xmlOf(result)}</${resultWrapper}>`;
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<${name}Response xmlns="${NAMESPACE}">${content}<ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></${name}Response>`,
  );
}

function refuse(response: ServerResponse, { code, status, message }: SimulatorFault): void {
  const error = `<Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>${escaped(message)}</Message>`;
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(`<ErrorResponse xmlns="${NAMESPACE}"><Error>${error}</Error><RequestId>0</RequestId></ErrorResponse>`);
}

function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((member) => `<member>${xmlOf(member)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `<${name}>${xmlOf(member)}</${name}>`)
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
