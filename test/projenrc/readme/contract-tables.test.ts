import { inputsTable, outputsTable } from '../../../projenrc/readme/contract-tables';
import { INPUTS, OUTPUTS } from '../../../src/contract';

describe('inputsTable', () => {
  test.each([
    [
      'a required input',
      { kind: 'text', required: true, description: 'The endpoint.', example: 'churn' } as const,
      '| `x` | **required** | The endpoint. Example: `churn` |',
    ],
    [
      'an optional input without a default',
      { kind: 'text', description: 'The name.' } as const,
      '| `x` |  | The name. |',
    ],
    [
      'a default',
      { kind: 'text', default: '${{ github.token }}', description: 'The token.' } as const,
      '| `x` | `${{ github.token }}` | The token. |',
    ],
    [
      'how to write a list',
      { kind: 'list', default: 'deploy', description: 'The sets.' } as const,
      '| `x` | `deploy` | The sets. A list, separated by commas, spaces or new lines. |',
    ],
    [
      'pipes, which would begin another cell',
      { kind: 'text', default: 'a|b', description: 'One `|` two.', example: '|' } as const,
      '| `x` | `a\\|b` | One `\\|` two. Example: `\\|` |',
    ],
  ])('shows %s', (_, input, row) => {
    expect(inputsTable({ x: input }).split('\n')).toEqual([
      '| Input | Default | Description |',
      '| --- | --- | --- |',
      row,
    ]);
  });

  test('has a row for every input of the contract, in its order', () => {
    expect(firstCells(inputsTable(INPUTS))).toEqual(Object.keys(INPUTS));
  });
});

describe('outputsTable', () => {
  test('shows description and example, with pipes escaped', () => {
    expect(outputsTable({ stack: { description: 'A | B', example: 'x|y' } }).split('\n')).toEqual([
      '| Output | Description | Example |',
      '| --- | --- | --- |',
      '| `stack` | A \\| B | `x\\|y` |',
    ]);
  });

  test('has a row for every output of the contract, in its order', () => {
    expect(firstCells(outputsTable(OUTPUTS))).toEqual(Object.keys(OUTPUTS));
  });
});

function firstCells(table: string): string[] {
  return [...table.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]!);
}
