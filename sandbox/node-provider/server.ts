import { Server, ServerCredentials, type ServiceError, status, type UntypedHandleCall } from '@grpc/grpc-js';
import { PluginInfo } from '@pulumi/pulumi/proto/plugin_pb';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import * as messages from '@pulumi/pulumi/proto/provider_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { differences } from './diff';
import type { Clients, Properties, ResourceType, Served } from './resource';
import { GET_CALLER_IDENTITY, schemaOf } from './schema';

/** How an unknown value (an output of a resource that is not created yet) arrives in a preview. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

interface Options {
  readonly version: string;
  readonly types: Readonly<Record<string, Served>>;
  /** Called once, with the provider's configuration. */
  readonly configure: (config: Properties) => Promise<Configured>;
}

interface Configured extends Clients {
  /** The account of the credentials. */
  readonly accountOf: () => Promise<string>;
}

/** A type that has what it works with. */
type Ready = ResourceType<unknown> & { readonly client: unknown };

/**
 * Serves the engine's provider protocol. The provider class of Pulumi's own SDK is no help here: it leaves out previews, the
 * configuration and detailed differences, all of which the real provider has.
 *
 * @returns the port
 */
export async function serve({ version, types, configure }: Options): Promise<number> {
  let configured: Configured | undefined;
  const typeOf = (urn: string): Ready => {
    const token = urn.split('::')[2]!.split('$').at(-1)!;
    const known = types[token];
    if (!known) throw new Error(`The sandbox's AWS provider does not know ${token}.`);
    return { ...(known.type as ResourceType<unknown>), client: configured?.[known.service] };
  };

  const handlers = {
    async getPluginInfo() {
      return new PluginInfo().setVersion(version);
    },
    async getSchema() {
      return new messages.GetSchemaResponse().setSchema(JSON.stringify(schemaOf(version, types)));
    },
    async checkConfig(request: messages.CheckRequest) {
      return new messages.CheckResponse().setInputs(request.getNews());
    },
    async diffConfig() {
      return new messages.DiffResponse().setChanges(messages.DiffResponse.DiffChanges.DIFF_NONE);
    },
    async configure(request: messages.ConfigureRequest) {
      configured = await configure(properties(request.getArgs()));
      return new messages.ConfigureResponse().setSupportspreview(true).setAcceptresources(true);
    },
    async invoke(request: messages.InvokeRequest) {
      if (request.getTok() !== GET_CALLER_IDENTITY) throw new Error(`The sandbox does not know ${request.getTok()}.`);
      return new messages.InvokeResponse().setReturn(struct({ accountId: await configured!.accountOf() }));
    },
    async check(request: messages.CheckRequest) {
      const type = typeOf(request.getUrn());
      const inputs = { ...type.defaults, ...properties(request.getNews()) };
      const failures = type
        .check(inputs)
        .map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason));
      return new messages.CheckResponse().setInputs(struct(inputs)).setFailuresList(failures);
    },
    async diff(request: messages.DiffRequest) {
      const type = typeOf(request.getUrn());
      return diffResponse(type, properties(request.getOlds()), properties(request.getNews()));
    },
    async create(request: messages.CreateRequest) {
      const inputs = properties(request.getProperties());
      if (request.getPreview()) return new messages.CreateResponse().setProperties(struct(inputs));
      const type = typeOf(request.getUrn());
      const { id, state } = await type.create(type.client, inputs);
      return new messages.CreateResponse().setId(id).setProperties(struct(state));
    },
    async read(request: messages.ReadRequest) {
      const type = typeOf(request.getUrn());
      const found = await type.read(type.client, request.getId());
      // An empty answer means that it is gone.
      if (!found) return new messages.ReadResponse();
      const state = { ...onlyInputs(properties(request.getProperties()), type), ...found };
      return new messages.ReadResponse()
        .setId(request.getId())
        .setProperties(struct(state))
        .setInputs(struct(onlyInputs(state, type)));
    },
    async update(request: messages.UpdateRequest) {
      const [before, inputs] = [properties(request.getOlds()), properties(request.getNews())];
      const type = typeOf(request.getUrn());
      const state = request.getPreview()
        ? { ...before, ...inputs }
        : await type.update(type.client, request.getId(), before, inputs);
      return new messages.UpdateResponse().setProperties(struct(state));
    },
    async delete(request: messages.DeleteRequest) {
      const type = typeOf(request.getUrn());
      await type.delete(type.client, request.getId(), properties(request.getProperties()));
      return new Empty();
    },
    async cancel() {
      return new Empty();
    },
    async attach() {
      return new Empty();
    },
  };

  const server = new Server();
  server.addService(
    ResourceProviderService as never,
    Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, unary(handler as Handler)])),
  );
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

type Handler = (request: never) => Promise<unknown>;

function unary(handler: Handler): UntypedHandleCall {
  const handle = (
    call: { request: unknown },
    callback: (error: Partial<ServiceError> | null, response?: unknown) => void,
  ) => {
    handler(call.request as never).then(
      (response) => callback(null, response),
      (error: Error) => callback({ code: status.UNKNOWN, details: error.message }),
    );
  };
  return handle as UntypedHandleCall;
}

function diffResponse(type: ResourceType<unknown>, state: Properties, inputs: Properties): messages.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  const changed = differences(type, state, inputs);
  const replaces = changed.filter(({ isReplacing }) => isReplacing).map(({ property }) => property);
  const response = new messages.DiffResponse()
    .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(changed.map(({ property }) => property))
    .setReplacesList(replaces)
    // Names are explicit here, so the new resource can't be created beside the old one.
    .setDeletebeforereplace(replaces.length > 0)
    .setHasdetaileddiff(true);
  for (const { property, kind, isReplacing } of changed) {
    const replaceOffset = isReplacing ? 1 : 0;
    response.getDetaileddiffMap().set(property, new messages.PropertyDiff().setKind(kind + replaceOffset));
  }
  return response;
}

function onlyInputs(state: Properties, type: ResourceType<unknown>): Properties {
  return Object.fromEntries(Object.entries(state).filter(([property]) => type.inputs.includes(property)));
}

function properties(message: Struct | undefined): Properties {
  return (message?.toJavaScript() ?? {}) as Properties;
}

function struct(values: Properties): Struct {
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  return Struct.fromJavaScript(Object.fromEntries(present));
}
