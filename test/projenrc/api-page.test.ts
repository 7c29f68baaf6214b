import { apiPage, type Assembly } from '../../projenrc/api-page';

const ASSEMBLY: Assembly = {
  types: {
    'churn.ChurnOptions': {
      fqn: 'churn.ChurnOptions',
      name: 'ChurnOptions',
      kind: 'interface',
      interfaces: ['projen.typescript.TypeScriptProjectOptions', 'churn.Base'],
      docs: { summary: 'What to tell.' },
      properties: [
        { name: 'places', type: listOf({ fqn: 'churn.Place' }), optional: true, locationInModule: at(9) },
        {
          name: 'endpoint',
          type: { primitive: 'string' },
          docs: { summary: 'One a|b.', remarks: 'And\nmore.' },
          locationInModule: at(3),
        },
        {
          name: 'schedule',
          type: { primitive: 'string' },
          optional: true,
          docs: { default: "'daily'" },
          locationInModule: at(5),
        },
        {
          name: 'trust',
          type: listOf({ primitive: 'string' }),
          optional: true,
          docs: { default: '- nobody' },
          locationInModule: at(7),
        },
      ],
    },
    'churn.Base': { fqn: 'churn.Base', name: 'Base', kind: 'interface' },
    'churn.Place': { fqn: 'churn.Place', name: 'Place', kind: 'interface' },
    'churn.Unreached': { fqn: 'churn.Unreached', name: 'Unreached', kind: 'interface' },
    'churn.Churn': {
      fqn: 'churn.Churn',
      name: 'Churn',
      kind: 'class',
      base: 'projen.Component',
      docs: { summary: 'A model.' },
      initializer: {
        docs: { custom: { throws: 'Error that tells why' } },
        parameters: [
          { name: 'project', type: { fqn: 'projen.Project' } },
          { name: 'options', type: { fqn: 'churn.ChurnOptions' } },
        ],
      },
    },
  },
};

const page = apiPage(ASSEMBLY);

function at(line: number) {
  return { filename: 'churn.ts', line };
}

function listOf(elementtype: { readonly fqn: string } | { readonly primitive: string }) {
  return { collection: { kind: 'array' as const, elementtype } };
}

test('goes from the classes to what they take, and to what that is made of', () => {
  expect(page.match(/(?<=^## ).*/gm)).toEqual(['Churn', 'ChurnOptions', 'Base', 'Place']);
});

test('shows how a class is made', () => {
  expect(page).toContain('```ts\nnew Churn(project: Project, options: ChurnOptions)\n```');
  expect(page).toContain('Throws: Error that tells why.');
});

test('has a row for each option, in the order of the source', () => {
  expect(page.match(/^\| `(endpoint|schedule|trust|places)`.*/gm)).toEqual([
    '| `endpoint` | `string` | **required** | One a\\|b. And more. |',
    "| `schedule` | `string` | `'daily'` |  |",
    '| `trust` | `string[]` | nobody |  |',
    '| `places` | a list of [`Place`](#place) |  |  |',
  ]);
});

test("links to what is projen's own", () => {
  expect(page).toContain('[Component](<https://projen.io/docs/api/projen#component->)');
  expect(page).toContain(
    'the options of [TypeScriptProjectOptions](<https://projen.io/docs/api/typescript#typescriptprojectoptions->) and [`Base`](#base), and:',
  );
});
