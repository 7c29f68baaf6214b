import { type LocalRegistry, startLocalRegistry } from '../../../sandbox/registry/local-registry';
import { integrityOf } from '../../../sandbox/registry/packed-package';

const TARBALL = Buffer.from('a package');

let registry: LocalRegistry;

beforeAll(async () => {
  registry = await startLocalRegistry('https://upstream.example/');
  for (const version of ['1.0.0', '1.1.0']) {
    registry.publish({ manifest: { name: 'churn', version }, tarball: TARBALL });
  }
});
afterAll(() => registry.stop());

async function get(path: string): Promise<Response> {
  return fetch(`${registry.url}${path}`, { redirect: 'manual' });
}

test('describes what is published, the newest as the latest, so that npm can check what it downloads', async () => {
  const description = (await (await get('churn')).json()) as any;
  expect(description['dist-tags']).toEqual({ latest: '1.1.0' });
  expect(Object.keys(description.versions)).toEqual(['1.0.0', '1.1.0']);
  const { tarball, integrity } = description.versions['1.0.0'].dist;
  const downloaded = Buffer.from(await (await fetch(tarball)).arrayBuffer());
  expect(downloaded).toEqual(TARBALL);
  expect(integrityOf(downloaded)).toBe(integrity);
});

test('has no other version', async () => {
  expect((await get('churn/-/churn-2.0.0.tgz')).status).toBe(404);
});

test.each(['projen', '@pulumi%2faws', 'projen/-/projen-0.103.25.tgz'])('sends on who asks for %s', async (path) => {
  const { status, headers } = await get(path);
  expect([status, headers.get('location')]).toEqual([302, `https://upstream.example/${path}`]);
});
