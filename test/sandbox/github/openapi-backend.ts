/**
 * Lets jest load openapi-backend, and with it the local GitHub; import it first. The package loads an ES module, which
 * jest can't, to resolve references to other files, of which GitHub's description has none.
 */
jest.mock('@apidevtools/json-schema-ref-parser', () => ({
  parse: async (document: object) => document,
  dereference: unused,
  resolve: unused,
}));

function unused(): never {
  throw new Error('The local GitHub does not need this function.');
}
