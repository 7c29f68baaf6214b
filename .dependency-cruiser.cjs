/**
 * Who may import whom, types included; `test/structure.test.ts` holds everybody to it. Each layer knows those above it in
 * this list, and none below.
 */
const LAYERS = {
  shared: [],
  aws: ['shared'],
  contract: ['shared'],
  failure: ['contract', 'shared'],
  iam: ['aws', 'shared'],
  github: ['shared'],
  stack: ['iam', 'aws', 'contract', 'failure', 'shared'],
  request: ['stack', 'iam', 'aws', 'contract', 'failure', 'shared'],
  models: ['request', 'stack', 'iam', 'aws', 'contract', 'failure', 'shared'],
  report: ['request', 'stack', 'iam', 'aws', 'contract', 'failure', 'shared'],
  // The fronts. None knows another.
  action: ['report', 'models', 'request', 'stack', 'github', 'iam', 'aws', 'contract', 'failure', 'shared'],
  // It prints and checks the bootstrap that the template writes, from the same sources.
  explain: [
    ...['template/bootstrap', 'template/options'],
    ...['report', 'models', 'request', 'stack', 'github', 'iam', 'aws', 'contract', 'shared'],
  ],
  template: ['request', 'stack', 'iam', 'aws', 'contract', 'shared'],
};

/** A folder of `src/`, or the one file that is the layer. */
const pathOf = (layer) => `^src/${layer}(/|[.]ts$)`;

module.exports = {
  forbidden: [
    {
      name: 'no-projen-in-commands',
      comment: 'Who runs a command has not installed projen.',
      severity: 'error',
      from: { path: '^src/explain/' },
      to: { path: '^(projen|constructs)(/|$)|node_modules/(projen|constructs)/', reachable: true },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(LAYERS).map(([layer, known]) => ({
      name: `layer-${layer}`,
      comment: `src/${layer} imports ${known.join(', ') || 'no other folder'} only.`,
      severity: 'error',
      from: { path: pathOf(layer) },
      to: { path: '^src/', pathNot: [layer, ...known].map(pathOf) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.]json$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.dev.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'] },
  },
};
