import * as fc from 'fast-check';
import { type Block, codeBlock, heading, list, table } from '../../../../src/report/block';
import { text as prose, words } from '../../../../src/report/inline';
import { renderWithin } from '../../../../src/report/render/markdown/limit';
import { cases } from '../../../cases';
import { leftOpen } from '../../structure';

const HEADLINE = heading(words`Preview: 1 to create`);
const WHOLE = words`see the run`;

function lines(count: number, line = 'x'.repeat(19)): string {
  return Array.from({ length: count }, () => line).join('\n');
}

test('what fits is shown in full', () => {
  const blocks = [HEADLINE, codeBlock('json', lines(3), { weight: 'detail' })];
  expect(renderWithin({ bytes: 1000 }, blocks)).toBe(`### Preview: 1 to create\n\n\`\`\`json\n${lines(3)}\n\`\`\``);
});

test('a block is cut at the end of a line, says so, and stays closed', () => {
  const block = codeBlock('json', lines(100), { weight: 'detail', fold: { title: 'Policy', open: false } });
  const markdown = renderWithin({ bytes: 1000, whole: WHOLE }, [HEADLINE, block]);
  const shown = markdown.split('\n').filter((line) => line === 'x'.repeat(19)).length;
  expect(shown).toBeGreaterThan(30);
  expect(markdown.endsWith(`\`\`\`\n\n_Cut: ${shown} of 100 lines shown; see the run._\n\n</details>`)).toBe(true);
  expect(leftOpen(markdown)).toEqual([]);
});

test('a cut block uses the room that there is', () => {
  const block = codeBlock('json', lines(100), { weight: 'detail' });
  const size = Buffer.byteLength(renderWithin({ bytes: 1000 }, [HEADLINE, block]));
  expect(size).toBeGreaterThan(1000 - 20 - 1);
  expect(size).toBeLessThanOrEqual(1000);
});

test('counts bytes, not characters', () => {
  const block = codeBlock('json', lines(100, '漢字漢字漢字'), { weight: 'detail' });
  expect(Buffer.byteLength(renderWithin({ bytes: 1000 }, [HEADLINE, block]))).toBeLessThanOrEqual(1000);
});

test('details go before what is important, and of equal blocks the last', () => {
  const named = (name: string, weight: Block['weight']) => codeBlock('text', lines(20, name.repeat(10)), { weight });
  const blocks = [named('A', 'detail'), named('B', 'detail'), named('C', 'important'), named('D', 'essential')];
  const counts = (limit: number) => {
    const markdown = renderWithin({ bytes: limit }, blocks);
    return ['A', 'B', 'C', 'D'].map((name) => markdown.split('\n').filter((line) => line === name.repeat(10)).length);
  };
  expect(counts(900)).toEqual([20, expect.any(Number), 20, 20]);
  expect(counts(900)[1]).toBeLessThan(20);
  expect(counts(650)).toEqual([expect.any(Number), 0, 20, 20]);
  expect(counts(300)).toEqual([0, 0, 0, expect.any(Number)]);
});

test('a table is cut between rows', () => {
  const rows = Array.from({ length: 50 }, (_, index) => [words`row ${index}`, words`x`]);
  const markdown = renderWithin({ bytes: 500 }, [HEADLINE, table(['A', 'B'], rows, { weight: 'essential' })]);
  expect(markdown).toMatch(/^\| row \d+ \| x \|\n\n_Cut: \d+ of 50 lines shown\._$/m);
  expect(markdown.startsWith('### Preview: 1 to create\n\n| A | B |\n| --- | --- |\n| row 0 | x |')).toBe(true);
});

test('a block whose lines make sense only together is left out as a whole', () => {
  const block = codeBlock('mermaid', lines(100), { weight: 'important', isWhole: true });
  expect(renderWithin({ bytes: 1000 }, [HEADLINE, block])).toBe(
    '### Preview: 1 to create\n\n_Cut: 0 of 100 lines shown._',
  );
  expect(renderWithin({ bytes: 5000 }, [HEADLINE, block])).toContain('```mermaid');
});

test('what is fixed is never cut', () => {
  const fixed = list([words`one`, words`two`], { weight: 'fixed' });
  expect(renderWithin({ bytes: 30 }, [fixed, codeBlock('json', lines(100), { weight: 'essential' })])).toBe(
    '- one\n- two\n\n_Cut: 0 of 100 lines shown._',
  );
});

const anyBlock = fc.record({
  text: fc.array(fc.string({ unit: fc.constantFrom('`', 'a', '漢', '|', '<', ' ') }), { maxLength: 60 }),
  weight: fc.constantFrom('essential', 'important', 'detail'),
  folded: fc.boolean(),
  isTable: fc.boolean(),
});

test('whatever the blocks: within the limit, closed, and the headline whole', () => {
  fc.assert(
    fc.property(fc.array(anyBlock, { maxLength: 6 }), fc.integer({ min: 1000, max: 4000 }), (given, limit) => {
      const blocks = given.map(({ text, weight, folded, isTable }): Block => {
        const options = { weight, fold: folded ? { title: 'Title', open: true } : undefined } as const;
        return isTable
          ? table(
              ['A'],
              text.map((value) => [[prose(value)]]),
              options,
            )
          : codeBlock('text', text.join('\n'), options);
      });
      const markdown = renderWithin({ bytes: limit, whole: WHOLE }, [HEADLINE, ...blocks]);
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(limit);
      expect(markdown.split('\n')[0]).toBe('### Preview: 1 to create');
      expect(leftOpen(markdown.replace(/^\|.*$/gm, ''))).toEqual([]);
    }),
    cases(200),
  );
});
