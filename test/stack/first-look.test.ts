import { output } from '@pulumi/pulumi';
import type { HadResource } from '../../src/stack/beginning';
import { firstLook } from '../../src/stack/first-look';

const COMPONENT = { urn: output('urn:x') };
const ROLE: HadResource = { urn: 'urn:role', inputs: {}, outputs: { name: 'churn' } };
const refuse = () => {
  throw new Error('It is not as it was.');
};

it('shows what the engine has of the component, once, and leaves that as it is', async () => {
  const seen: unknown[] = [];
  const look = firstLook((resources) => seen.push(resources));
  expect(look.stateMigration({ oldState: [ROLE] })).toBeUndefined();
  expect(await look.dependsOn(COMPONENT)).toEqual([]);
  expect(seen).toEqual([[ROLE]]);
});

it('shows that there is nothing where the engine does not ask', async () => {
  const seen: unknown[] = [];
  expect(await firstLook((resources) => seen.push(resources)).dependsOn(COMPONENT)).toEqual([]);
  expect(seen).toEqual([[]]);
});

it('keeps everything from being done, whether there was something or nothing', async () => {
  expect(() => firstLook(refuse).stateMigration({ oldState: [ROLE] })).toThrow('It is not as it was.');
  await expect(firstLook(refuse).dependsOn(COMPONENT)).rejects.toThrow('It is not as it was.');
});
