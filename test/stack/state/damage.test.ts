import { gzipSync, zstdCompressSync } from 'node:zlib';
import { readStateText } from '../../../src/stack/state/damage';

const SOUND = { version: 3, checkpoint: { stack: 'organization/p/churn', latest: { resources: [{}, {}] } } };
const read = (value: unknown) => readStateText(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));

it.each<[string, unknown, number]>([
  ['as the engine writes it', SOUND, 2],
  ['of the form 4', { ...SOUND, version: 4 }, 2],
  ['of a stack that has nothing', { version: 3, checkpoint: { stack: 'organization/p/churn' } }, 0],
  ['as it was before forms had numbers', { stack: 'churn', latest: { resources: [{}] } }, 1],
])('a state %s is sound', (_, value, resources) => {
  expect(read(value)).toEqual({ resources, deployments: [expect.any(Object)] });
});

it.each<[string, Buffer]>([
  ['gzip', gzipSync(JSON.stringify(SOUND))],
  ['zstd', zstdCompressSync(JSON.stringify(SOUND))],
])('is sound where it is compressed by %s', (_, content) => {
  expect(readStateText(content)).toEqual({ resources: 2, deployments: [SOUND.checkpoint.latest] });
});

it.each<[string, unknown, RegExp]>([
  ['empty', '', /empty/],
  ['cut off', JSON.stringify(SOUND).slice(0, 40), /cut off/],
  ['one byte', '{', /cut off/],
  ['HTML', '<html>', /no JSON/],
  ['an empty object', {}, /no state of Pulumi/],
  ['null', 'null', /no state of Pulumi/],
  ['a list', [], /no state of Pulumi/],
  ['an object of something else', { hello: [1] }, /no state of Pulumi/],
  ['without a checkpoint', { version: 3 }, /no state of Pulumi/],
  ['a checkpoint of no stack', { version: 3, checkpoint: {} }, /no state of Pulumi/],
  ['an export in place of it', { version: 3, deployment: { resources: [] } }, /no state of Pulumi/],
])('%s is damaged', (_, value, damage) => {
  expect(read(value)).toEqual({ damage: expect.stringMatching(damage), deployments: [] });
});

it('is read where the engine reads it', () => {
  const own = { resources: [{ urn: 'own' }] };
  expect(read({ latest: own, checkpoint: SOUND.checkpoint })).toMatchObject({ deployments: [own] });
  expect(read({ ...SOUND, latest: own })).toMatchObject({ deployments: [SOUND.checkpoint.latest] });
});

it.each<[string, unknown]>([
  ['the number 0', { version: 0, latest: SOUND.checkpoint.latest }],
  ['no number at all', { version: null, latest: SOUND.checkpoint.latest }],
  ['no name of the stack', { version: 3, checkpoint: { latest: SOUND.checkpoint.latest } }],
])('what is damaged may be a state to the engine, which is told: %s', (_, value) => {
  expect(read(value)).toEqual({ damage: expect.any(String), deployments: [SOUND.checkpoint.latest] });
  const text = JSON.stringify(value).replace('"latest"', '"Latest"');
  expect(read(text)).toMatchObject({ damage: expect.any(String), twoWays: expect.any(String) });
});

it('says so where the engine may read something else in it', () => {
  const text = JSON.stringify(SOUND);
  expect(read(text.replace('"resources"', '"Resources"'))).toMatchObject({ twoWays: expect.any(String) });
});

it('is damaged where what is compressed is cut off', () => {
  expect(readStateText(gzipSync(JSON.stringify(SOUND)).subarray(0, 20)).damage).toContain('cut off');
});

it('of a form that is not known yet is newer', () => {
  expect(read({ ...SOUND, version: 5 })).toMatchObject({
    damage: expect.stringContaining('the form 5'),
    isNewer: true,
  });
});
