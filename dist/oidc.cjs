// Stands for what @actions/core needs to ask for OIDC tokens, which the Action never does.
exports.OidcClient = class {
  static getIDToken() {
    throw new Error('Asking for OIDC tokens is left out of this bundle.');
  }
};
