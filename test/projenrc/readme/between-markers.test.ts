import { replaceBetweenMarkers } from '../../../projenrc/readme/between-markers';

const TEXT = ['# Title', '', '<!-- inputs:begin -->', 'old', '<!-- inputs:end -->', '', 'The end.', ''].join('\n');

describe('replaceBetweenMarkers', () => {
  test('replaces what stands between the markers, and nothing else', () => {
    expect(replaceBetweenMarkers(TEXT, 'inputs', '| fresh |\n| --- |')).toBe(
      [
        ...['# Title', '', '<!-- inputs:begin -->', '', '| fresh |', '| --- |', '', '<!-- inputs:end -->', ''],
        ...['The end.', ''],
      ].join('\n'),
    );
  });

  test('changes nothing the second time', () => {
    const once = replaceBetweenMarkers(TEXT, 'inputs', 'fresh');
    expect(replaceBetweenMarkers(once, 'inputs', 'fresh')).toBe(once);
  });

  test('takes the Markdown as it is, whatever means something in a replacement', () => {
    expect(replaceBetweenMarkers(TEXT, 'inputs', "${{ x }} $& $' $1")).toContain("\n${{ x }} $& $' $1\n");
  });

  test.each([
    ['without a begin', TEXT.replace('<!-- inputs:begin -->', ''), 'the line "<!-- inputs:begin -->" is missing'],
    ['without an end', TEXT.replace('<!-- inputs:end -->', ''), 'the line "<!-- inputs:end -->" is missing'],
    ['with markers of other parts only', TEXT.replaceAll('inputs', 'outputs'), '"<!-- inputs:begin -->" is missing'],
    ['with a marker within a line', TEXT.replace('<!-- inputs:end', 'see <!-- inputs:end'), ':end -->" is missing'],
    ['with two of one marker', `${TEXT}<!-- inputs:end -->`, 'must be there once, and is there 2 times'],
    ['with the end first', '<!-- inputs:end -->\n<!-- inputs:begin -->', 'must stand after "<!-- inputs:begin -->"'],
  ])('refuses a text %s', (_, text, message) => {
    expect(() => replaceBetweenMarkers(text, 'inputs', 'fresh')).toThrow(message);
  });
});
