import { readModels } from '../src/models';

const models = readModels();

test('every model is there once', () => {
  const names = models.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test.each(models)('$name says where its artifact is, and who answers for it', ({ endpoints, version, artifact, owner }) => {
  expect(artifact).toMatch(/^s3:\/\/[a-z0-9][a-z0-9.-]+\/.+/);
  for (const text of [...Object.values(endpoints), version, owner]) expect(text).toMatch(/\S/);
});
