import * as fc from 'fast-check';
import { markdownReader, powersIn, shownText } from './github-markdown';
import {
  FRAGMENTS,
  hostileExplanation,
  hostileReport,
  hostileText,
  hostileWords,
  reportFullOf,
  reportOnDocumentsFullOf,
} from './hostile';
import { powersInHtml } from './html-page';
import { mermaidPowersIn } from './mermaid-graph';
import { allow, documentText } from './samples';
import { blocksOf as explained } from '../../src/explain/blocks';
import { explainedPage } from '../../src/explain/explained-page';
import { renderMarker } from '../../src/github/marker';
import { alert, type Block, heading, list, paragraph, table } from '../../src/report/block';
import { type Words, words } from '../../src/report/inline';
import type { Report } from '../../src/report/model';
import { renderComment } from '../../src/report/render/comment';
import { renderHtml } from '../../src/report/render/html/html-report';
import { renderLog } from '../../src/report/render/log';
import { renderMarkdown } from '../../src/report/render/markdown/block';
import { renderSarif } from '../../src/report/render/sarif';
import { prose, visible } from '../../src/report/visible';
import { cases, timesAsMany } from '../cases';

/** Whatever a text of a report is, it stays one, in every place where the report is shown. */

const markdownOf = markdownReader();

async function powersOf(report: Report, name = 'x'): Promise<string[]> {
  const read = await markdownOf;
  const marker = renderMarker({ stack: name, backend: name, shows: name });
  const body = renderComment(report, marker);
  const comment = read(body);
  const [hidden, ...shown] = comment.children;
  const addresses = addressesOf(report);
  const links = addresses.flatMap(linkTo);
  return [
    ...(Buffer.byteLength(body) <= 65_536 ? [] : ['too large a comment']),
    ...(hidden?.type === 'html' && hidden.value === marker && marker.indexOf('-->') === marker.length - 3
      ? []
      : ['a marker that is seen']),
    ...powersIn({ ...comment, children: shown }, { links }),
    ...shown.flatMap((node) => (node.type === 'code' && node.lang === 'mermaid' ? mermaidPowersIn(node.value) : [])),
    ...(await Promise.all(helpTexts(report).map((markdown) => powersOfHelp(markdown, links)))).flat(),
    ...powersInHtml(renderHtml(report), { links: addresses }),
    ...renderLog(report).filter((line) => /^\s*::|##\[|(?!\t)\p{Cc}/u.test(line)),
  ];
}

/** What code scanning shows of most rules is the same in every report. */
const judged = new Map<string, readonly string[]>();

async function powersOfHelp(markdown: string, links: readonly string[]): Promise<readonly string[]> {
  const key = JSON.stringify([markdown, links]);
  const powers = judged.get(key) ?? powersIn((await markdownOf)(markdown), { links });
  judged.set(key, powers);
  return powers;
}

/** What code scanning shows about the rules that were broken. */
function helpTexts(report: Report): string[] {
  const sarif = renderSarif(report, () => ({ file: 'x' }));
  return sarif === undefined
    ? []
    : JSON.parse(sarif).runs[0].tool.driver.rules.map(({ help }: { help: { markdown: string } }) => help.markdown);
}

/** The link to a page of the web, if it is one, without what can't stand in an address in Markdown. */
function linkTo(address: string): string[] {
  const href = URL.parse(address)?.href;
  return href === undefined ? [] : [href.replace(/[<>|\\`$\s]/g, encodeURIComponent)];
}

function linksIn(of: Words): string[] {
  return of.flatMap((node) => {
    if (node.kind === 'link') return linkTo(node.address);
    return 'words' in node ? linksIn(node.words) : [];
  });
}

/** What a reader is to see of the words. */
function plainOf(of: Words): string {
  return of
    .map((node) => {
      if (node.kind === 'text') return prose(node.text);
      if (node.kind === 'code') return node.text === '' ? '(empty)' : visible(node.text);
      if (node.kind === 'link') return prose(node.label);
      return node.kind === 'icon' ? node.symbol : 'words' in node ? plainOf(node.words) : '';
    })
    .join('');
}

/** The page of the run, and those of AWS about what was found. */
function addressesOf(report: Report): string[] {
  const { url, attempt } = report.run;
  const findings = (report.outcome === 'invalid-input' ? undefined : report.access)?.assessment?.findings ?? [];
  return [`${url}/attempts/${attempt}`, ...findings.map(({ documentation }) => documentation)].flatMap(
    (address) => URL.parse(address)?.href ?? [],
  );
}

test.each(FRAGMENTS)('%j has no power, in whatever place', async (text) => {
  expect(await powersOf(reportFullOf(text), text)).toEqual([]);
});

/** What is told of documents takes its time, so that several texts share them; in `npm run test:long` each has its own. */
const AT_ONCE = timesAsMany() > 1 ? 1 : 10;
const together = FRAGMENTS.flatMap((_, index) =>
  index % AT_ONCE === 0 ? [{ texts: FRAGMENTS.slice(index, index + AT_ONCE) }] : [],
);

test.each(together)('nor have $texts in documents, and in what is told of them', async ({ texts }) => {
  expect(await powersOf(reportOnDocumentsFullOf(texts))).toEqual([]);
});

test('no texts have any power, in whatever places', async () => {
  await fc.assert(
    fc.asyncProperty(hostileReport(), hostileText, async (report, name) => {
      expect(await powersOf(report, name)).toEqual([]);
    }),
    cases(15),
  );
});

/** As texts of files, of whatever form. */
const hostileDocuments = fc.record({
  policy: fc.oneof(
    hostileText,
    hostileText.map((name) => documentText([allow(name, name)])!),
  ),
  compare: fc.option(hostileText, { nil: undefined }),
  trust: fc.option(hostileText, { nil: undefined }),
});

test('nor have they where a policy is explained', async () => {
  const read = await markdownOf;
  fc.assert(
    fc.property(hostileExplanation(), hostileDocuments, (explanation, documents) => {
      const markdown = explained(explanation).map(renderMarkdown).join('\n\n');
      const links = explanation.findings.flatMap(({ documentation }) => linkTo(documentation));
      expect(powersIn(read(markdown), { links })).toEqual([]);
      const addresses = explanation.findings.flatMap(({ documentation }) => URL.parse(documentation)?.href ?? []);
      expect(powersInHtml(explainedPage(explanation, documents), { links: addresses })).toEqual([]);
    }),
    cases(10),
  );
});

describe('of words side by side, all is shown, and it is nothing else', () => {
  const places: Record<string, (of: Words) => Block[]> = {
    paragraph: (of) => [heading(words`x`), paragraph(of)],
    heading: (of) => [heading(of)],
    list: (of) => [heading(words`x`), list([of, of], { weight: 'fixed', title: of })],
    table: (of) => [heading(words`x`), table(['A', 'B'], [[of, of]], { weight: 'fixed', note: 'x' })],
    box: (of) => [heading(words`x`), alert('note', [of])],
    'box of several': (of) => [heading(words`x`), alert('warning', [of, of])],
  };

  test.each(Object.entries(places))('in a %s', async (_, blocksWith) => {
    const read = await markdownOf;
    fc.assert(
      fc.property(hostileWords(), (of) => {
        const tree = read(blocksWith(of).map(renderMarkdown).join('\n\n'));
        expect(powersIn(tree, { links: linksIn(of) })).toEqual([]);
        expect(shownText(tree).replace(/\s/g, '')).toContain(plainOf(of).replace(/\s/g, ''));
      }),
      cases(60),
    );
  });
});
