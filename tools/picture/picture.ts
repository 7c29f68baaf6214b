/**
 * Makes a picture of a comment as GitHub shows it: `picture.ts COMMENT.md PICTURE.png`. The packages that it takes are large,
 * and needed for nothing else, so they are installed in the user's cache.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cachedFolder, fingerprint } from '../../sandbox/cache';
import { run } from '../../sandbox/process';

const PACKAGE_FILES = ['package.json', 'package-lock.json'];
/** As wide as a comment on github.com. */
const WIDTH = 820;

async function picture(comment: string, output: string): Promise<void> {
  const folder = await installed();
  const require = createRequire(join(folder, 'package.json'));
  const { marked } = await import(pathToFileURL(require.resolve('marked')).href);
  const markdown = (await readFile(comment, 'utf8')).replace(/^<!--.*-->\n/, '');
  const page = join(folder, 'page.html');
  await writeFile(
    page,
    pageOf(await marked.parse(markdown, { gfm: true }), {
      style: await readFile(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8'),
      mermaid: pathToFileURL(join(folder, 'node_modules/mermaid/dist/mermaid.min.js')).href,
    }),
  );

  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const tab = await browser.newPage({ viewport: { width: WIDTH, height: 600 }, deviceScaleFactor: 2 });
    await tab.goto(pathToFileURL(page).href);
    await tab.waitForFunction('window.isDrawn');
    await tab.locator('article').screenshot({ path: output });
  } finally {
    await browser.close();
  }
}

/** GitHub shows a block of code that is called mermaid as the graph it describes. */
function pageOf(html: string, { style, mermaid }: { style: string; mermaid: string }): string {
  return `<!doctype html>
<meta charset="utf-8">
<style>${style}
body { margin: 0; }
article { padding: 24px; width: ${WIDTH - 48}px; }
</style>
<article class="markdown-body">${html}</article>
<script src="${mermaid}"></script>
<script>
  for (const code of document.querySelectorAll('code.language-mermaid')) {
    const graph = document.createElement('div');
    graph.className = 'mermaid';
    graph.textContent = code.textContent;
    code.parentElement.replaceWith(graph);
  }
  mermaid.initialize({ startOnLoad: false });
  mermaid.run().then(() => (window.isDrawn = true));
</script>
`;
}

async function installed(): Promise<string> {
  const contents = await Promise.all(PACKAGE_FILES.map((file) => readFile(join(__dirname, file), 'utf8')));
  return cachedFolder(`picture-${fingerprint(...contents)}`, async (folder) => {
    for (const file of PACKAGE_FILES) await cp(join(__dirname, file), join(folder, file));
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  });
}

async function findChromium(): Promise<string> {
  for (const name of [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome']) {
    const found = name && (await run('which', [name]).catch(() => undefined));
    if (found) return found.trim();
  }
  throw new Error('Chromium is missing: install it (Debian: apt install chromium), or set CHROMIUM to its path.');
}

const [comment, output] = process.argv.slice(2);
picture(comment!, output!).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
