import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { restoreTexts, slips, unknownFlags } from '../../../src/template/options/command-line';
import { OPTION_NAMES } from '../../../src/template/options/own-rules';

test('numbers from the command line become texts where a text is meant, and stay where a number is', () => {
  const args = {
    accountId: 123456789012,
    model: [7, 'churn'],
    modelId: 42,
    maxSessionDuration: 7200,
    refresh: true,
    // Of projen's own, which may be a number.
    parallelism: 2,
  };
  restoreTexts({ __new__: { args } });
  expect(args).toEqual({
    accountId: '123456789012',
    model: ['7', 'churn'],
    modelId: '42',
    maxSessionDuration: 7200,
    refresh: true,
    parallelism: 2,
  });
});

test('options that are not from the command line are left alone', () => {
  const options = { accountId: 123456789012 };
  restoreTexts(options);
  expect(options).toEqual({ accountId: 123456789012 });
});

describe('flags', () => {
  const options = [
    { name: 'permissions', switch: 'permissions' },
    { name: 'accountId', switch: 'account-id' },
    { name: 'samples', switch: 'samples' },
    { name: 'release', switch: 'release' },
  ];
  const wrong = (...words: string[]) =>
    unknownFlags({ __new__: { fqn: 'a.Project' } }, ['new', '--from', 'x', ...words], () => options).map(
      ({ name, expected }) => `${name}: expected ${String(expected)}`,
    );

  test.each([
    ['--permissions', 'deploy'],
    ['--account-id=123456789012', '--accountId', '1'],
    ['--no-samples', '--release', '--release.x', '1'],
    ['--no-git', '--no-post', '--no-synth', '--no-comments', '--projen-version', '1', '--debug'],
    ['--', '--anything'],
    ['-7', 'permisions'],
  ])('that exist are taken: %s %s', (...words) => expect(wrong(...words.filter((word) => word))).toEqual([]));

  test('that do not exist are named, with the nearest one', () => {
    expect(wrong('--permisions', 'deploy', '--acount-id=1', '--no-sample', '--completely-else')).toEqual([
      '--permisions: expected a flag that exists, such as --permissions',
      '--acount-id: expected a flag that exists, such as --account-id',
      '--no-sample: expected a flag that exists, such as --no-samples',
      '--completely-else: expected a flag that exists: the option with hyphens, as docs/template.md and API.md have them',
    ]);
  });

  test('are not looked at where projen does not create the project', () => {
    expect(unknownFlags({}, ['--permisions'])).toEqual([]);
  });
});

describe('options that are nearly one of the template', () => {
  test('are named', () => {
    const given = { permisions: ['deploy'], buckett: 'x', accountID: '1', drift_schedule: '1', something: 1 };
    expect(slips(given).map(({ name, expected }) => [name, expected])).toEqual(
      ['permissions', 'bucket', 'accountId', 'driftSchedule'].map((option, index) => [
        Object.keys(given)[index],
        `an option that exists, such as ${option}`,
      ]),
    );
  });

  test('are none of projen’s', () => {
    const known: string[] = [];
    const { types } = JSON.parse(readFileSync(join(__dirname, '../../../node_modules/projen/.jsii'), 'utf8'));
    const add = (name: string) => {
      known.push(...(types[name].properties ?? []).map((property: { name: string }) => property.name));
      for (const above of types[name].interfaces ?? []) add(above);
    };
    add('projen.typescript.TypeScriptProjectOptions');
    expect(known.length).toBeGreaterThan(100);
    const values = Object.fromEntries([...known, ...OPTION_NAMES].map((name) => [name, true]));
    expect(slips(values)).toEqual([]);
  });
});
