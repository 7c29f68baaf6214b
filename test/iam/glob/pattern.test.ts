import { parsePattern } from '../../../src/iam/glob/pattern';

const ALL = { wildcards: true, variables: true };

test.each<[text: string, syntax: typeof ALL, parts: readonly unknown[]]>([
  ['', ALL, []],
  ['a*b', ALL, [text('a'), { kind: 'many', withinField: false }, text('b')]],
  ['a?', ALL, [text('a'), { kind: 'one', withinField: false }]],
  ['a*', { wildcards: false, variables: true }, [text('a*')]],
  ['${*}${?}${$}', ALL, [text('*'), text('?'), text('$')]],
  ['x-${aws:username}', ALL, [text('x-'), { kind: 'variable', key: 'aws:username', source: '${aws:username}' }]],
  [
    "${aws:PrincipalTag/team, 'all, or none'}",
    ALL,
    [
      {
        kind: 'variable',
        key: 'aws:PrincipalTag/team',
        defaultValue: 'all, or none',
        source: "${aws:PrincipalTag/team, 'all, or none'}",
      },
    ],
  ],
  ['${aws:username', ALL, [text('${aws:username')]],
  ['${aws:username}', { wildcards: true, variables: false }, [text('${aws:username}')]],
  ['${*}', { wildcards: false, variables: false }, [text('${*}')]],
])('%s with %j', (pattern, syntax, parts) => {
  expect(parsePattern(pattern, syntax)).toEqual(parts);
});

function text(content: string): unknown {
  return { kind: 'text', text: content };
}
