/** Text from outside (names, values, engine messages) as something that shows all that it holds, and no more. */

/** Colours and cursor movements (CSI), and titles and links (OSC), of terminals. ECMA-48, sections 5.4 and 5.6. */
const TERMINAL_CODES = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

/**
 * Control, format (zero-width, right-to-left), private and unpaired characters, and all that Unicode lets a renderer
 * leave out, and blanks that are none, the one of Braille too: they can make a text look like another one.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

/**
 * Letters and signs that may look like those of ASCII: of other alphabets, of phonetics and mathematics, of full width, and
 * colons, slashes, hyphens and dots.
 *
 * https://www.unicode.org/reports/tr39/#Confusable_Detection
 */
const LIKE_ASCII = new RegExp(
  `[${[
    ...['Cyrillic', 'Greek', 'Coptic', 'Armenian', 'Georgian', 'Cherokee', 'Lisu'].map((name) => `\\p{Script=${name}}`),
    ...['\\u0131\\u017F\\u01C0\\u01C3\\u0237\\u0250-\\u02AF\\u2160-\\u217F\\uFF01-\\uFF5E\\u{1D400}-\\u{1D7FF}'],
    ...['\\u02D0\\u02D7\\u2010\\u2011\\u2024\\u2043\\u2044\\u204E\\u2215\\u2217\\u2236\\u29F8\\uA789\\uA78C'],
  ].join('')}]|(?=\\p{L})[\\u2100-\\u214F]`,
  'gu',
);

const LIKE_ASCII_IN = new RegExp(LIKE_ASCII.source, 'u');

/** Words of nothing else read as words of ASCII. */
const TWINS = /^[\P{L}аеорсухіјѕһԁԛԝѵӏАВЕКМНОРСТУХІЈЅԚԜοανρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]*$/u;

export function withoutTerminalCodes(text: string): string {
  return text.replace(TERMINAL_CODES, '');
}

/**
 * On one line, with every invisible character written out: U+202E as `\u202E`, a line break as `\n`. So are letters by which a
 * word looks like another one: in `prоd` with the о of Russian.
 */
export function visible(text: string): string {
  return withoutTerminalCodes(text).replace(/[^ ]+/g, visibleWord);
}

function visibleWord(word: string): string {
  const deceives = LIKE_ASCII_IN.test(word) && (/[A-Za-z0-9]/.test(word) || TWINS.test(word));
  return (deceives ? word.replace(LIKE_ASCII, escaped) : word).replace(INVISIBLE, escaped);
}

/** As `visible`, except that line breaks and tabs, and blanks in a row, become one blank, as they do in prose. */
export function prose(text: string): string {
  return withoutTerminalCodes(text).split(/\s+/).map(visible).join(' ');
}

/** Line by line as `visible`, except that tabs stay. */
export function visibleLines(text: string): string[] {
  return withoutTerminalCodes(text)
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(visible).join('\t'));
}

/**
 * A line in which the runner finds no command. It takes one that starts with `::`, behind blanks or not, and still looks for
 * those of an older form, `##[NAME]`, anywhere.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function withoutCommands(line: string): string {
  return line.replace(/^(\s*:):/, '$1 :').replaceAll('##[', '## [');
}

/** At most `limit` characters, the last one an ellipsis where something is left out. */
export function shortened(text: string, limit: number): string {
  // By code points, for half of a surrogate pair is not a character.
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const hex = character.codePointAt(0)!.toString(16).toUpperCase();
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
