import { type CommentKey, isMarkedWith, parseMarker, renderMarker } from '../../src/github/marker';

const key: CommentKey = { stack: 'organization/model-deployment-iam/dev', backend: 's3://state' };

it('looks like this', () => {
  expect(renderMarker(key)).toBe(
    '<!-- model-deployment-iam {"v":1,"stack":"organization/model-deployment-iam/dev","backend":"s3://state"} -->',
  );
});

describe('any name survives, and none ends the HTML comment or the line', () => {
  it.each([
    '',
    '-',
    '--',
    '---',
    'ends-with-',
    '-->',
    '--!>',
    '--><img src=x onerror=alert(1)>',
    '<!-- model-deployment-iam {} -->',
    'a\nb\r\nc',
    'line\u2028separator\u2029s',
    '\u202Ereversed',
    'quote " and \\ and \\u002d',
    'half a pair \uD800',
    '日本語 🦆',
    '__proto__',
  ])('%j', (name) => {
    const marker = renderMarker({ stack: name, backend: name });
    expect(marker.slice('<!--'.length, -'-->'.length)).not.toMatch(/--|[<>\r\n]/);
    expect(parseMarker(`${marker}\nThe body`)).toEqual({ stack: name, backend: name });
  });
});

describe('what the comment shows', () => {
  it.each(['0123456789abcdef', '', '--><b>', 'a\nb'])('survives: %j', (shows) => {
    const marker = renderMarker({ ...key, shows });
    expect(marker.slice('<!--'.length, -'-->'.length)).not.toMatch(/--|[<>\r\n]/);
    expect(parseMarker(`${marker}\nThe body`)).toEqual({ ...key, shows });
  });

  it('can have a time since when', () => {
    const marker = { ...key, shows: 'a b', since: '2026-01-01T00:00:00Z' };
    expect(parseMarker(renderMarker(marker))).toEqual(marker);
    expect(parseMarker(renderMarker(marker).replace('"2026-01-01T00:00:00Z"', '7'))).toBeUndefined();
  });

  it('does not tell comments apart', () => {
    expect(isMarkedWith(key, renderMarker({ ...key, shows: '0123456789abcdef' }))).toBe(true);
  });

  it('is a text or not there', () => {
    expect(renderMarker({ ...key, shows: undefined })).toBe(renderMarker(key));
    expect(parseMarker(renderMarker({ ...key, shows: 'x' }).replace('"x"', '7'))).toBeUndefined();
  });
});

describe('a marker belongs to exactly one comment', () => {
  it.each<[string, CommentKey]>([
    ['a longer name', { ...key, stack: `${key.stack}2` }],
    ['a shorter name', { ...key, stack: key.stack.slice(0, -1) }],
    ['another case', { ...key, stack: key.stack.toUpperCase() }],
    ['another backend', { ...key, backend: 's3://other' }],
    ['the fields swapped', { stack: key.backend, backend: key.stack }],
  ])('not to one with %s', (_, other) => {
    expect(isMarkedWith(other, renderMarker(key))).toBe(false);
  });

  it('whatever follows it, and with either line end', () => {
    expect(isMarkedWith(key, renderMarker(key))).toBe(true);
    expect(isMarkedWith(key, `${renderMarker(key)}\nThe body`)).toBe(true);
    expect(isMarkedWith(key, `${renderMarker(key)}\r\nThe body`)).toBe(true);
  });
});

describe('what is not a marker', () => {
  it.each([
    ['an empty body', ''],
    ['another comment', 'Looks good to me'],
    ['a marker that is quoted', `> ${renderMarker(key)}`],
    ['a marker on a later line', `\n${renderMarker(key)}`],
    ['more text on its line', `${renderMarker(key)} hello`],
    ['another version', renderMarker(key).replace('"v":1', '"v":2')],
    ['the version as text', renderMarker(key).replace('"v":1', '"v":"1"')],
    ['a field more', renderMarker(key).replace('{', '{"more":true,')],
    ['a field less', renderMarker(key).replace('"v":1,', '')],
    ['a field of another type', renderMarker(key).replace('"s3://state"', '7')],
    ['an array', '<!-- model-deployment-iam [1,"a","b"] -->'],
    ['null', '<!-- model-deployment-iam null -->'],
    ['broken JSON', '<!-- model-deployment-iam {"v":1, -->'],
    ['a start and an end that overlap', '<!-- model-deployment-iam -->'],
    ['the marker of another product', renderMarker(key).replace('model-deployment-iam', 'model-deployment')],
  ])('%s', (_, body) => {
    expect(parseMarker(body)).toBeUndefined();
  });
});

it('is short whatever the names are, and tells them apart all the same', () => {
  const long = (end: string) => ({ stack: `${'x'.repeat(100_000)}${end}`, backend: 's3://state' });
  const marker = renderMarker(long('a'));
  expect(marker.length).toBeLessThan(300);
  expect([isMarkedWith(long('a'), marker), isMarkedWith(long('b'), marker)]).toEqual([true, false]);
});
