/** Steps that several jobs begin with. */

/** The token stays out of the folder: what a pull request brings along runs in it. */
export function checkout(more: Readonly<Record<string, unknown>> = {}) {
  return { uses: 'actions/checkout@v7.0.1', with: { 'persist-credentials': false, ...more } };
}

export const SET_UP_NODE = { uses: 'actions/setup-node@v7.0.0', with: { 'node-version': '24' } };

/** What is published is made from the lock file alone: other runs can write to the cache. */
export const SET_UP_NODE_WITHOUT_CACHE = {
  ...SET_UP_NODE,
  with: { ...SET_UP_NODE.with, 'package-manager-cache': false },
};

/** The sandbox builds the Pulumi engine, its provider, the workflow runner and more; the cache saves minutes. */
export const SET_UP_GO = {
  uses: 'actions/setup-go@v7.0.0',
  with: { 'go-version-file': 'tools/pulumi/go.mod', 'cache-dependency-path': '**/go.sum' },
};
