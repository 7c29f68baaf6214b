// Stands for what Pulumi needs to serialise closures, which the Action never does.
module.exports = new Proxy({}, {
  get(_, name) {
    if (name === '__esModule' || typeof name === 'symbol') return undefined;
    throw new Error('Serialising closures is left out of this bundle (' + name + ').');
  },
});
