/**
 * `npm run picture [COMMENT.md PICTURE]`: makes pictures of a comment as GitHub shows it, PICTURE-light.png and
 * PICTURE-dark.png; without arguments, those in the README, of a comment of the demo, which is played if it was not.
 *
 * The packages that it takes are large, and needed for nothing else, so they are installed in the user's cache. Chromium has
 * to be there.
 */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cachedFolder, fingerprint } from '../../sandbox/cache';
import { run } from '../../sandbox/process';

const ROOT = join(__dirname, '../..');
const PACKAGE_FILES = ['package.json', 'package-lock.json'];
/** As wide as a comment on github.com; with the space around it. */
const WIDTH = 770;
const PADDING = 16;

/** GitHub's colours, and the theme of Mermaid that it takes with them. */
const SCHEMES = { light: 'default', dark: 'dark' } as const;
type Scheme = keyof typeof SCHEMES;

async function pictures(comment: string, name: string): Promise<void> {
  const executablePath = await findChromium();
  const packages = await installed();
  const require = createRequire(join(packages, 'package.json'));
  const html = await htmlOf(await readFile(comment, 'utf8'), require);
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-picture-'));
  try {
    for (const scheme of Object.keys(SCHEMES) as Scheme[]) {
      const page = join(folder, `${scheme}.html`);
      await writeFile(
        page,
        pageOf(html, {
          style: await readFile(require.resolve(`github-markdown-css/github-markdown-${scheme}.css`), 'utf8'),
          mermaid: pathToFileURL(join(packages, 'node_modules/mermaid/dist/mermaid.min.js')).href,
          theme: SCHEMES[scheme],
        }),
      );
      const tab = await browser.newPage({ viewport: { width: WIDTH, height: 600 }, deviceScaleFactor: 1.5 });
      await tab.goto(pathToFileURL(page).href);
      const drawn = await tab.waitForFunction('window.drawn');
      if ((await drawn.jsonValue()) !== 'yes') throw new Error(`Mermaid: ${await drawn.jsonValue()}`);
      await tab.locator('article').screenshot({ path: `${name}-${scheme}.png` });
      await tab.close();
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

async function htmlOf(comment: string, require: NodeJS.Require): Promise<string> {
  const load = (name: string) => import(pathToFileURL(require.resolve(name)).href);
  const [{ marked }, { default: alerts }] = await Promise.all([load('marked'), load('marked-alert')]);
  const withoutMarker = comment.replace(/^<!--.*-->\n/, '');
  return marked.use(alerts()).parse(withoutMarker, { gfm: true });
}

/** GitHub shows a block of code that is called mermaid as the graph it describes. */
function pageOf(html: string, { style, mermaid, theme }: { style: string; mermaid: string; theme: string }): string {
  return `<!doctype html>
<meta charset="utf-8">
<style>${style}
body { margin: 0; }
article.markdown-body { padding: ${PADDING}px; width: ${WIDTH - 2 * PADDING}px; font-size: 14px; }
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
  mermaid.initialize({ startOnLoad: false, theme: '${theme}' });
  mermaid.run().then(
    () => (window.drawn = 'yes'),
    (error) => (window.drawn = String(error.message ?? error)),
  );
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
  throw new Error(
    'Chromium is missing: install it (Debian: apt-get install chromium fonts-noto-color-emoji), or set CHROMIUM to its path.',
  );
}

/** The comment that says most in little room. */
async function commentOfDemo(): Promise<string> {
  const comment = join(ROOT, 'demo-output/5-more.comment.md');
  if (!existsSync(comment)) {
    console.log('Playing the demo, which writes the comment (the first time, this takes about ten minutes)');
    await run(process.execPath, [join(ROOT, 'tools/bootstrap.mjs'), 'demo'], { cwd: ROOT });
  }
  return comment;
}

async function main([comment, name]: readonly string[]): Promise<void> {
  if (comment === undefined) return pictures(await commentOfDemo(), join(ROOT, 'docs/pictures/comment'));
  if (name === undefined) throw new Error('A comment needs the name of its pictures: picture COMMENT.md PICTURE');
  await pictures(comment, name);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
