import { findingsPage } from '../../../src/iam/findings/documentation';
import { RULES } from '../../../src/iam/findings/rules/all-rules';

const page = findingsPage();

test('every rule has a section under its own id, and a link to it', () => {
  for (const { id, documentation } of RULES) {
    expect(page).toContain(`\n### ${id}\n`);
    expect(page).toContain(`](#${id})`);
    expect(page).toContain(documentation);
  }
});

test('ids are unique and in kebab case', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
});

test('texts of rules are sentences', () => {
  const texts = RULES.flatMap(({ title, why, fix }) => [title, why, fix]);
  expect(texts.filter((text) => !/^[A-Z"].*[.…]$/s.test(text))).toEqual([]);
});

test('asterisks of ARNs are no emphasis', () => {
  expect(page).not.toMatch(/(?<!\\)\*(?!\*)(?<!\*\*)/);
});
