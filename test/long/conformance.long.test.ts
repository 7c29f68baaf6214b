import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Difference, differencesBetween } from './conformance/compare';
import { KNOWN_DIFFERENCES } from './conformance/differences';
import { play, type Played } from './conformance/play';
import { STORY } from './conformance/story';
import { bridgeProviderFolder } from '../../sandbox/bridge-provider/build';
import { nodeProviderFolder } from '../../sandbox/node-provider/build';

/**
 * The same story on both of the sandbox's AWS providers, with the real engine: what the engine says about each step is
 * compared. The stacks of the bootstrap run on the one in Node, so this tells how far their events can be trusted.
 */
describe('the provider in Node behaves like the one on the real bridge', () => {
  let folder: string;
  let onBridge: Played[];
  let onNode: Played[];
  let differences: Difference[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-conformance-'));
    onBridge = await play(await bridgeProviderFolder(), folder);
    onNode = await play(await nodeProviderFolder(), folder);
    differences = differencesBetween(onBridge, onNode);
  }, 1_200_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('nothing fails but what is meant to', () => {
    expect(failedOf(onBridge)).toEqual(['another trust, which is denied / up', 'left over inline policy / destroy']);
    expect(failedOf(onNode)).toEqual([...failedOf(onBridge), 'left over inline policy / refreshed destroy']);
  });

  test('each command of the story says something about the resources', () => {
    const all = STORY.flatMap(({ name, commands }) => commands.map((command) => `${name} / ${command}`));
    for (const played of [onBridge, onNode]) {
      const told = played.filter(({ events }) => events.some((event) => isAboutResource(event)));
      expect(told.map(nameOf)).toEqual(all);
    }
  });

  test('every difference is known', () => {
    const unknown = differences.filter((difference) => !KNOWN_DIFFERENCES.some(({ covers }) => covers(difference)));
    expect(unknown).toEqual([]);
  });

  test.each(KNOWN_DIFFERENCES)('$reason', ({ covers }) => {
    expect(differences.filter(covers).length).toBeGreaterThan(0);
  });
});

function failedOf(played: readonly Played[]): string[] {
  return played.filter(({ hasFailed }) => hasFailed).map(nameOf);
}

function nameOf({ scene, command }: Played): string {
  return `${scene} / ${command}`;
}

function isAboutResource({ resOutputsEvent, resOpFailedEvent }: Played['events'][number]): boolean {
  return (resOutputsEvent ?? resOpFailedEvent)?.metadata.type.startsWith('aws:') ?? false;
}
