import type { Finding } from '../../../src/iam/findings/finding';
import { findingsSection } from '../../../src/report/content/findings';
import { renderForTerminal } from '../../../src/report/render/terminal';
import { linesOf } from '../lines';
import { accessBetween, allow } from '../samples';

const FINDING: Finding = {
  id: 'some-finding',
  severity: 'warning',
  subject: 'permissions',
  statement: { index: 1 },
  title: 'Something is wrong.',
  message: 'Something is *odd*.',
  why: 'It matters.',
  fix: 'Do this.',
  documentation: 'https://docs.aws.amazon.com/x',
  refusedByAws: false,
};

function lines(...findings: Finding[]) {
  return linesOf(findingsSection(findings));
}

test('says what, where, why, and what to do', () => {
  expect(lines(FINDING)).toEqual([
    '- ⚠️ **policy, statement 2:** Something is \\*odd\\*.<br>It matters.<br>**Fix:** Do this. ([some-finding](<https://docs.aws.amazon.com/x>))',
  ]);
});

describe('one cause', () => {
  const at = (index: number) => ({ ...FINDING, statement: { index }, message: `Message ${index}.` });

  test('is told once, with all its places', () => {
    expect(lines(at(0), at(3))).toEqual([
      '- ⚠️ **policy, statement 1:** Message 0.<br>**policy, statement 4:** Message 3.<br>It matters.<br>**Fix:** Do this. ([some-finding](<https://docs.aws.amazon.com/x>))',
    ]);
    expect(findingsSection([at(0), at(3)])[0]!.fold).toMatchObject({ more: '1 warning' });
  });

  test('says of many places how many there are', () => {
    expect(lines(...Array.from({ length: 8 }, (_, index) => at(index)))[0]).toMatch(
      /Message 4\.<br>and the same in 3 more places<br>/,
    );
  });

  test('may be written and read: the severer says why', () => {
    const { findings } = accessBetween(undefined, [allow('s3:*', '*')]).assessment!;
    const everywhere = lines(...findings).filter((line) => line.includes('on-every-resource'));
    expect(everywhere).toHaveLength(1);
    expect(everywhere[0]).toMatch(
      /^- ⚠️ .* actions are allowed on .*<br>.* actions are allowed on .*\(\[write-on-every-resource\]/,
    );
  });
});

test('shows the names in a sentence as what they are', () => {
  const message = 'Of "a`|b" and ("c"), iam:PassRole, "two words" and "": "*".';
  expect(lines({ ...FINDING, message })[0]).toContain(
    'Of ``a`|b`` and (`c`), `iam:PassRole`, "two words" and "": `*`.<br>',
  );
});

test('says in the title how many there are', () => {
  expect(findingsSection([FINDING, { ...FINDING, id: 'other-finding' }])[0]!.fold).toMatchObject({
    title: 'Findings',
    more: '2 warnings',
  });
});

test.each<[string, Partial<Finding>, string]>([
  ['a statement with a name', { statement: { index: 0, sid: 'Read`s' } }, '**policy, statement ``Read`s``:**'],
  ['the document', { statement: undefined, subject: 'trust' }, '**trust policy:**'],
  ['both documents', { statement: undefined, subject: 'role' }, '**role:**'],
  [
    'a statement with a long name',
    { statement: { index: 0, sid: 'a'.repeat(6000) } },
    `**policy, statement \`${'a'.repeat(59)}…\`:**`,
  ],
])('the place can be %s', (_, more, expected) => {
  expect(lines({ ...FINDING, ...more })[0]).toContain(expected);
});

test.each([
  ['error', true],
  ['security', true],
  ['warning', false],
  ['suggestion', false],
] as const)('with the severity %s, unfolded: %s', (severity, open) => {
  expect(findingsSection([{ ...FINDING, severity }])[0]!.fold!.open).toBe(open);
});

describe('what is let pass', () => {
  const IGNORED: Finding = { ...FINDING, severity: 'security', ignored: 'reviewed by *security*, "ticket" 12' };

  test('comes last, with the reason', () => {
    expect(lines(IGNORED, FINDING)).toEqual([
      expect.stringMatching(/^- ⚠️ /),
      '- 🔕🔐 **policy, statement 2:** Something is \\*odd\\*.<br>It matters.<br>**Ignored:** reviewed by \\*security\\*, "ticket" 12 ([some-finding](<https://docs.aws.amazon.com/x>))',
    ]);
  });

  test('is counted by itself, and unfolds nothing', () => {
    expect(findingsSection([FINDING, IGNORED])[0]!.fold).toMatchObject({
      more: '1 warning, 1 finding ignored',
      open: false,
    });
    expect(findingsSection([IGNORED, { ...IGNORED, id: 'other-finding' }])[0]!.fold).toMatchObject({
      more: '2 findings ignored',
    });
  });

  test('says so in a terminal', () => {
    const shown = renderForTerminal(findingsSection([IGNORED]), { colours: false });
    expect(shown).toContain('Ignored: reviewed by *security*, "ticket" 12 (some-finding: https://docs');
  });
});

test('there is no section without findings', () => {
  expect(findingsSection([])).toEqual([]);
});

test('findings of a real policy come the severest first', () => {
  const { findings } = accessBetween(undefined, [allow(['iam:PassRole', 's3:GetObject'], '*')]).assessment!;
  const icons = lines(...findings).map((line) => line.slice(2).split(' ')[0]);
  const order = ['🛑', '🔐', '⚠️', '💡'];
  expect(icons[0]).toBe('🔐');
  expect(icons).toEqual([...icons].sort((a, b) => order.indexOf(a!) - order.indexOf(b!)));
});
