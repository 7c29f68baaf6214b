import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUTS } from '../../src/contract';

const ROOT = join(__dirname, '../..');

function reasons(): string[] {
  const { description } = OUTPUTS['failure-reason'];
  return [...description.matchAll(/`([\w-]+)`/g)].map(([, reason]) => reason!).sort();
}

test('docs/recovery.md has a section for every reason, and for no other', () => {
  const page = readFileSync(join(ROOT, 'docs/recovery.md'), 'utf8');
  const sections = [...page.matchAll(/^## `([\w-]+)`$/gm)].map(([, reason]) => reason!).sort();
  expect(sections).toEqual(reasons());
});

test('its table of messages has every reason, each linked to its section', () => {
  const page = readFileSync(join(ROOT, 'docs/recovery.md'), 'utf8');
  const links = [...page.matchAll(/\| \[`([\w-]+)`\]\(#([\w-]+)\) \|/g)];
  expect([...new Set(links.map(([, reason]) => reason!))].sort()).toEqual(reasons());
  for (const [, reason, anchor] of links) expect(anchor).toBe(reason);
});
