import { pinned } from '../../../projenrc/workflows/pinned';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('pinned', () => {
  test.each([
    ['as the first key of a step', '      - uses: acme/build@v1.2.3', `      - uses: acme/build@${COMMIT} # v1.2.3`],
    ['as a later key', '        uses: acme/build@v1.2.3', `        uses: acme/build@${COMMIT} # v1.2.3`],
  ])('replaces a version by its commit, %s', (_, yaml, expected) => {
    expect(pinned(`a: 1\n${yaml}\nb: 2`, { 'acme/build@v1.2.3': COMMIT })).toBe(`a: 1\n${expected}\nb: 2`);
  });

  test('refuses a version whose commit is not known', () => {
    expect(() => pinned('uses: acme/build@v2', { 'acme/build@v1': COMMIT })).toThrow(
      'The commit of acme/build@v2 is not known',
    );
  });
});
