import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startChromium, type Tab } from '../../sandbox/browser/chromium';
import { cachedFolder, fingerprint } from '../../sandbox/cache';
import { run } from '../../sandbox/process';

const PACKAGE_FILES = ['package.json', 'package-lock.json'];
/** As wide as a comment on github.com; with the space around it. */
const WIDTH = 770;
const PADDING = 16;

/** GitHub's colours, and the theme of Mermaid that it takes with them. */
const SCHEMES = { light: 'default', dark: 'dark' } as const;
type Scheme = keyof typeof SCHEMES;

/**
 * Makes pictures of Markdown as GitHub shows it, NAME-light.webp and NAME-dark.webp. The packages that it takes are large, and
 * needed for nothing else, so they are installed in the user's cache.
 *
 * @throws Error that says how to get Chromium, where it is not there
 */
export async function takePictures(markdown: string, name: string): Promise<void> {
  const packages = await installed();
  const require = createRequire(join(packages, 'package.json'));
  const html = await htmlOf(markdown, require);
  await photograph(name, {
    pageIn: async (scheme) =>
      pageOf(html, {
        style: await readFile(require.resolve(`github-markdown-css/github-markdown-${scheme}.css`), 'utf8'),
        mermaid: pathToFileURL(join(packages, 'node_modules/mermaid/dist/mermaid.min.js')).href,
        theme: SCHEMES[scheme],
      }),
    size: { width: WIDTH, height: 600 },
    async clipOf(tab) {
      const drawn = await tab.evaluate<string>('window.drawn');
      if (drawn !== 'yes') throw new Error(`Mermaid: ${drawn}`);
      return tab.evaluate(`document.querySelector('article').getBoundingClientRect().toJSON()`);
    },
  });
}

async function htmlOf(markdown: string, require: NodeJS.Require): Promise<string> {
  const load = (name: string) => import(pathToFileURL(require.resolve(name)).href);
  const [{ marked }, { default: alerts }] = await Promise.all([load('marked'), load('marked-alert')]);
  const withoutMarker = markdown.replace(/^<!--.*-->\n/, '');
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
  window.drawn = mermaid.run().then(
    () => 'yes',
    (error) => String(error.message ?? error),
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

/** Of a table that is filtered, so that more fits. */
const FILTERED = `document.getElementById('change').value = 'changed';
  document.getElementById('filter').dispatchEvent(new Event('input'))`;
/** As much of a page as one looks at without scrolling far. */
const UPPER_PART = { x: 0, y: 0, width: 1100, height: 1250 };

/** Makes pictures of the upper part of the page that the input `report-html` asks for, NAME-light.webp and NAME-dark.webp. */
export async function takePagePictures(page: string, name: string): Promise<void> {
  await photograph(name, {
    pageIn: async () => page,
    size: { width: UPPER_PART.width, height: UPPER_PART.height },
    async clipOf(tab) {
      await tab.evaluate(FILTERED);
      return UPPER_PART;
    },
  });
}

/** What is taken, and where: all numbers are in pixels of CSS. */
interface Subject {
  readonly pageIn: (scheme: Scheme) => Promise<string>;
  readonly size: { readonly width: number; readonly height: number };
  /** Called when the page is there. @returns which part of it is taken */
  readonly clipOf: (
    tab: Tab,
  ) => Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }>;
}

/** Every job that uses the Action downloads its repository: as WebP, a picture takes a fifth of what it takes as PNG. */
async function photograph(name: string, { pageIn, size, clipOf }: Subject): Promise<void> {
  const browser = await startChromium();
  const folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-picture-'));
  const file = join(folder, 'page.html');
  try {
    for (const scheme of Object.keys(SCHEMES) as Scheme[]) {
      await writeFile(file, await pageIn(scheme));
      const tab = await browser.newTab();
      await tab.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 1, mobile: false });
      await tab.send('Emulation.setScrollbarsHidden', { hidden: true });
      await tab.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
      await tab.open(pathToFileURL(file).href);
      const { x, y, width, height } = await clipOf(tab);
      const clip = { x, y, width, height, scale: 1 };
      const options = { format: 'webp', quality: 60, clip, captureBeyondViewport: true };
      const { data } = await tab.send<{ data: string }>('Page.captureScreenshot', options);
      await writeFile(`${name}-${scheme}.webp`, Buffer.from(data, 'base64'));
      await tab.close();
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}
