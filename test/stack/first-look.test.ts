import { output } from '@pulumi/pulumi';
import type { HadResource } from '../../src/stack/beginning';
import { type FirstLook, firstLooks, type OnBeginning } from '../../src/stack/first-look';

const COMPONENT = { urn: output('urn:x') };
const ROLE: HadResource = { urn: 'urn:role', inputs: {}, outputs: { name: 'churn' } };
const refuse = () => {
  throw new Error('It is not as it was.');
};

function lookOf(onBeginning: OnBeginning): FirstLook {
  return firstLooks(['churn'], onBeginning).get('churn')!;
}

it('shows what the engine has of the component, once, and leaves that as it is', async () => {
  const seen: unknown[] = [];
  const look = lookOf((...shown) => seen.push(shown));
  expect(look.stateMigration({ oldState: [ROLE] })).toBeUndefined();
  expect(await look.dependsOn(COMPONENT)).toEqual([]);
  expect(seen).toEqual([[[ROLE], 'churn']]);
});

it('shows that there is nothing where the engine does not ask', async () => {
  const seen: unknown[] = [];
  expect(await lookOf((...shown) => seen.push(shown)).dependsOn(COMPONENT)).toEqual([]);
  expect(seen).toEqual([[[], 'churn']]);
});

it('keeps everything from being done, whether there was something or nothing', async () => {
  expect(() => lookOf(refuse).stateMigration({ oldState: [ROLE] })).toThrow('It is not as it was.');
  await expect(lookOf(refuse).dependsOn(COMPONENT)).rejects.toThrow('It is not as it was.');
});

describe('in a stack of several components', () => {
  it('lets nothing begin in one before all have been looked at', async () => {
    const looks = firstLooks(['churn', 'fraud'], () => undefined);
    let hasBegun = false;
    const begun = looks
      .get('churn')!
      .dependsOn(COMPONENT)
      .then(() => (hasBegun = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasBegun).toBe(false);
    looks.get('fraud')!.stateMigration({ oldState: [ROLE] });
    await begun;
    expect(hasBegun).toBe(true);
  });

  it('keeps what is right in one from being done where another is not as it was', async () => {
    const looks = firstLooks(['churn', 'fraud'], (_, component) => component === 'fraud' && refuse());
    const churn = looks.get('churn')!.dependsOn(COMPONENT);
    expect(() => looks.get('fraud')!.stateMigration({ oldState: [ROLE] })).toThrow('It is not as it was.');
    await expect(churn).rejects.toThrow('It is not as it was.');
  });
});
