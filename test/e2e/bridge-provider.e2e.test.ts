import { join } from 'node:path';
import { bridgeProviderFolder } from '../../sandbox/bridge-provider/build';
import { run } from '../../sandbox/process';

/** The sandbox's AWS provider is in Go, with unit tests of its own. It is built first: they share what that compiles. */
const MODULE = join(__dirname, '../../sandbox/bridge-provider');

const go = (program: string, ...args: readonly string[]) =>
  run(program, args, { cwd: MODULE, env: { ...process.env, GOFLAGS: '-mod=readonly -trimpath' } });

beforeAll(bridgeProviderFolder, 900_000);

test('it is formatted', async () => {
  expect(await go('gofmt', '-l', '.')).toBe('');
});

test('go vet finds nothing', async () => {
  await go('go', 'vet', './...');
}, 600_000);

test('its unit tests pass', async () => {
  expect(await go('go', 'test', './...')).toMatch(/^ok .*\/bridge.*\n^ok .*\/terraform/m);
}, 600_000);
