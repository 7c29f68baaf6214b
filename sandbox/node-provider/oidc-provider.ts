import {
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { required } from './checks';
import { inContext, unlessGone } from './errors';
import type { ResourceType } from './resource';

/** https://www.pulumi.com/registry/packages/aws/api-docs/iam/openidconnectprovider/ */
export const oidcProvider: ResourceType = {
  defaults: {},
  inputs: ['url', 'clientIdLists'],
  outputs: ['arn'],
  replacing: ['url', 'clientIdLists'],

  check: (inputs) => required(inputs, 'url', 'clientIdLists'),

  async create(iam, { url, clientIdLists }) {
    const request = new CreateOpenIDConnectProviderCommand({ Url: url, ClientIDList: clientIdLists });
    const created = iam.send(request);
    const { OpenIDConnectProviderArn: arn } = await inContext(
      `creating IAM OIDC Provider (${url})`,
      'CreateOpenIDConnectProvider',
      created,
    );
    return { id: arn!, state: { arn, url, clientIdLists } };
  },

  async read(iam, id) {
    const request = iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: id }));
    const doing = `reading IAM OIDC Provider (${id})`;
    const found = await unlessGone(inContext(doing, 'GetOpenIDConnectProvider', request));
    return found && { arn: id, url: `https://${found.Url}`, clientIdLists: found.ClientIDList };
  },

  update: () => Promise.reject(new Error('The sandbox replaces an OIDC provider, and never updates it.')),

  async delete(iam, id) {
    const request = iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: id }));
    await unlessGone(inContext(`deleting IAM OIDC Provider (${id})`, 'DeleteOpenIDConnectProvider', request));
  },
};
