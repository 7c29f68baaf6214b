import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SITUATIONS } from '../../sandbox/situations/situations';

const DOCS = join(__dirname, '../../docs');
const PAGE = readFileSync(join(DOCS, 'situations.md'), 'utf8');

test.each(SITUATIONS)('docs/situations.md shows, light and dark: $title', ({ name, title }) => {
  expect(PAGE).toContain(`## ${title}\n`);
  for (const picture of [`pictures/${name}-light.webp`, `pictures/${name}-dark.webp`]) {
    expect(PAGE).toContain(`"${picture}"`);
    expect(existsSync(join(DOCS, picture))).toBe(true);
  }
});
