import { blocksOf } from '../../../src/report/content/report';
import { linesOf } from '../lines';
import { access, completed, newAccess } from '../samples';

test('where it is not known what was there before, nothing is said about what changes and is allowed', () => {
  const shown = (of: ReturnType<typeof access>) => {
    const blocks = blocksOf(completed('preview', of));
    return { titles: blocks.map(({ fold }) => fold?.title), text: linesOf(blocks).join('\n') };
  };
  const [known, unknown] = [shown(newAccess()), shown({ ...newAccess(), assessment: undefined })];
  const titles = ['Findings', 'What the role may and may not do'];
  expect(known.titles).toEqual(expect.arrayContaining(titles));
  expect(known.text).toMatch(/\*\*Grants .* may now /s);
  expect(unknown.titles.filter((title) => title && titles.includes(title))).toEqual([]);
  expect(unknown.text).not.toMatch(/Grants | may now /);
});
