import * as fc from 'fast-check';
import * as inline from '../../../../src/report/inline';
import { cell, fenceFor, html, inlineMarkdown } from '../../../../src/report/render/markdown/inline';
import { cases } from '../../../cases';
import { tableRows } from '../../structure';

const code = (source: string) => inlineMarkdown([inline.code(source)]);
const text = (prose: string) => inlineMarkdown([inline.text(prose)]);
const link = (label: string, address: string) => inlineMarkdown([inline.link(label, address)]);

describe('code', () => {
  test.each([
    ['a plain name', 'churn-prod', '`churn-prod`'],
    ['a backtick within', 'a`b', '``a`b``'],
    ['backticks at the ends', '`a`', '`` `a` ``'],
    ['a longer run', 'a```b', '````a```b````'],
    ['spaces at the ends', ' a ', '`  a  `'],
    ['a line break', 'a\n# b', '`a\\n# b`'],
    ['nothing', '', '(empty)'],
  ])('shows %s', (_, given, expected) => {
    expect(code(given)).toBe(expected);
  });

  test('no text can close its own fence', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '\\') }), (given) => {
        const shown = code(given);
        const fence = /^`*/.exec(shown)![0];
        const inside = shown.slice(fence.length, -fence.length || undefined);
        expect(inside.match(/`+/g) ?? []).not.toContain(fence);
      }),
      cases(200),
    );
  });
});

describe('text', () => {
  test.each([
    ['HTML', '<img src=x> & co', '&lt;img src=x&gt; &amp; co'],
    ['emphasis, links and code', '**b** _i_ [l](u) `c` ~s~', '\\*\\*b\\*\\* \\_i\\_ \\[l\\](u) \\`c\\` \\~s\\~'],
    ['a mention', 'ask @octocat, please', 'ask `@octocat`, please'],
    ['a team', 'ask (@acme/iam)', 'ask (`@acme/iam`)'],
    ['a reference', 'fixes #12 and acme/churn#3 and GH-4', 'fixes `#12` and `acme/churn#3` and `GH-4`'],
    [
      'an address',
      'see https://evil.example/x or www.evil.example',
      'see `https://evil.example/x` or `www.evil.example`',
    ],
    ['an address behind colours', 'ww\u001b[0mw.evil.example', '`www.evil.example`'],
    ['an address behind what could be emphasis', '_www.evil.example', '`_www.evil.example`'],
    ['a formula', 'costs $1 or $2', 'costs `$1` or `$2`'],
    ['an emoji', 'a :smile: b:+1:', 'a `:smile:` `b:+1:`'],
    ['a commit', 'see a5c3785, or 1234567', 'see `a5c3785`, or `1234567`'],
    ['a commit behind a dot', '1.12345ab', '`1.12345ab`'],
    ['an advisory', 'see GHSA-jfh8-c2jp-5v3q', 'see `GHSA-jfh8-c2jp-5v3q`'],
    ['a reference behind a letter', 'x_GH-1', '`x_GH-1`'],
    ['an image in front of a link', 'a!', 'a\\!'],
    ['columns of a table at the start', ':- | x', '\\:- | x'],
    ['a column of a table at the start', '|-', '&vert;-'],
    ['several lines', 'one\n\n# two', 'one # two'],
    ['a heading at the start', '# h', '\\# h'],
    ['a list at the start', '- a', '\\- a'],
    ['a numbered list at the start', '1. a', '1\\. a'],
    ['a quote at the start', '> a', '&gt; a'],
    ['a right-to-left override', 'a\u202Eb', 'a\\\\u202Eb'],
    ['ordinary prose', 'The role "churn-prod" (v1.2) is new.', 'The role "churn-prod" (v1.2) is new.'],
    ['accounts and versions', 'in 123456789012 by 0.21.202609261', 'in 123456789012 by 0.21.202609261'],
  ])('leaves no power to %s', (_, given, expected) => {
    expect(text(given)).toBe(expected);
  });
});

describe('cell', () => {
  test('a pipe does not end the cell, within code or without', () => {
    const row = `| ${cell(code('a|b'))} | ${cell(text('c|d'))} |`;
    expect(tableRows(row)).toEqual([['`a\\|b`', 'c\\|d']]);
  });

  test('keep a pipe behind a backslash in its column, for parsers that take the backslash to be escaped', () => {
    expect(cell(code('a\\|b|c\\|'))).toBe('`a\\`&vert;`b\\|c\\`&vert;');
    expect(cell(text('a\\|b'))).toBe('a\\\\\\|b');
  });

  test('no text adds a column or a row', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('|', '`', '\\', '\n', 'a', ' ') }), (given) => {
        for (const markdown of [code(given), text(given)]) {
          const row = `| ${cell(markdown)} | end |`;
          expect(row).not.toContain('\n');
          expect(cell(markdown)).not.toMatch(/(?<!\\)\|/);
        }
      }),
      cases(200),
    );
  });
});

describe('side by side', () => {
  const { words, strong, small, icon, BREAK } = inline;

  test.each([
    ['two codes', words`${inline.code('a')}${inline.code('`b')}`, '``a`b``'],
    ['code and a word that GitHub acts upon', words`${inline.code('x:A')}${'``[x](y)@z'} b`, '```x:A``[x](y)@z``` b'],
    ['such a word and code', words`a ${'@'}${inline.code('b`c')}`, 'a ``@b`c``'],
    ['what a finding names, and what follows it', inline.withNames('a x:A``[x](y)@z'), 'a ```x:A``[x](y)@z```'],
    ['codes with nothing between them', words`${inline.code('a')}${inline.text(' ')}${inline.code('b')}`, '`ab`'],
    ['halves of an address', words`${'htt'}${'ps://x.y'} ${'w'}${'ww.x.y'}`, '`https://x.y` `www.x.y`'],
    ['halves of a reference', words`#${12} ${'@'}${'octocat'}`, '`#12` `@octocat`'],
    ['a number and a dot', words`${1}${'. a'}`, '1\\. a'],
    ['blanks', words`${' '}${strong('')}${'   '}${'# a'}`, ' \\# a'],
    ['an escape and its sequence', words`a${'\u001b'}${'[1m'}b`, 'a\\\\u001B\\[1mb'],
  ])('%s have no power', (_, of, expected) => {
    expect(inlineMarkdown(of)).toBe(expected);
  });

  test('bold print of nothing is no rule across the page', () => {
    expect(inlineMarkdown([strong(' '), small(icon('x')), BREAK])).toBe('<sub>x</sub><br>');
  });
});

describe('link', () => {
  test('leads to a page of the web', () => {
    expect(link('run', 'https://github.com/a/b/actions/runs/1')).toBe('[run](<https://github.com/a/b/actions/runs/1>)');
  });

  test('can’t be left by its address', () => {
    expect(link('run', 'https://x.example/?a=<b>)|c d')).toBe('[run](<https://x.example/?a=%3Cb%3E)%7Cc%20d>)');
  });

  test.each([
    ['a backslash', 'https://x.example/?a=\\', '%5C'],
    ['a backtick', 'https://x.example/?a=`', '%60'],
    ['a dollar', 'https://x.example/?a=$', '%24'],
    ['an entity', 'https://x.example/?a=&lt;', '&amp;lt;'],
  ])('can’t be left by %s in its address', (_, address, shown) => {
    expect(link('run', address)).toBe(`[run](<https://x.example/?a=${shown}>)`);
  });

  test.each(['javascript:alert(1)', 'nowhere', ''])('leaves out %p', (address) => {
    expect(link('run', address)).toBe('run');
  });
});

test('text within HTML can’t open an element or end an attribute', () => {
  expect(html('<b class="x">&\u202E')).toBe('&lt;b class=&quot;x&quot;&gt;&amp;\\u202E');
});

test('GitHub acts upon no word of text within HTML', () => {
  expect(html('policy @a/<b> of #1: x')).toBe('policy <code>@a/&lt;b&gt;</code> of <code>#1:</code> x');
});

test.each([
  [['plain'], '```'],
  [['```', '`````x'], '``````'],
])('the fence of %j is longer than any run of backticks in it', (lines, fence) => {
  expect(fenceFor(lines)).toBe(fence);
});

test('what stands around a name keeps its distance to it, and no more', () => {
  const { words, strong, small, icon, BREAK } = inline;
  expect(inlineMarkdown(words`a  ${inline.code('b')}\n${strong('c')}${BREAK}${small(words`${icon('⚠️')} *`)}`)).toBe(
    'a `b` **c**<br><sub>⚠️ \\*</sub>',
  );
});

test('a part of a sentence begins no list, wherever it stands', () => {
  expect(inlineMarkdown(inline.words`${'1. a'} ${'- b'}${' - c'}`)).toBe('1\\. a - b - c');
});

test('much text takes little time, whatever it is made of', () => {
  const texts = ['1', '1.', '@ ', '"a" ', 's3:Get ', 'a5c3785 ', '`', '\\|'].map((part) =>
    part.repeat(60_000 / part.length),
  );
  const begun = Date.now();
  for (const given of texts) {
    inlineMarkdown(inline.withNames(given));
    html(given);
  }
  expect(Date.now() - begun).toBeLessThan(10_000);
});
