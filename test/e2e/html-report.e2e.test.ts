import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Chromium, startChromium, type Tab } from '../../sandbox/browser/chromium';
import type { Report } from '../../src/report/model';
import { renderHtml } from '../../src/report/render/html/html-report';
import { FRAGMENTS, reportFullOf, reportOnDocumentsFullOf } from '../report/hostile';
import { accessBetween, allow, completed, deny, documentText, editedAccess, newAccess } from '../report/samples';

/** The report as a page, in a real browser: what it loads and runs, and how it can be used without a mouse or eyes. */

const EDITED = completed('preview', editedAccess());
/** 40 statements, 30 principals. */
const LARGE = completed('preview', large());

let browser: Chromium;
let folder: string;
let pages = 0;
const tabs: Tab[] = [];

beforeAll(async () => {
  browser = await startChromium();
  folder = await mkdtemp(join(tmpdir(), 'html-report-'));
});
afterEach(async () => {
  await Promise.all(tabs.splice(0).map((tab) => tab.close()));
});
afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

function large() {
  const statement = (index: number) =>
    allow(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::bucket-${index % 11}/folder-${index}/*`);
  const trust = (count: number) =>
    documentText([
      {
        Effect: 'Allow',
        Principal: { AWS: Array.from({ length: count }, (_, index) => `arn:aws:iam::123456789012:role/team-${index}`) },
        Action: 'sts:AssumeRole',
      },
    ]);
  const statements = Array.from({ length: 39 }, (_, index) => statement(index));
  return accessBetween(statements.slice(1), [...statements, deny('s3:DeleteBucket', '*')], {
    trust: { before: trust(29), after: trust(30) },
    notes: ['A note.'],
    unseen: ['Something was not looked at.'],
  });
}

type Setting = readonly [method: string, parameters: object];

async function open(report: Report, ...settings: Setting[]): Promise<Tab & { readonly address: string }> {
  const file = join(folder, `${pages++}.html`);
  await writeFile(file, renderHtml(report));
  const tab = await browser.newTab();
  tabs.push(tab);
  for (const [method, parameters] of settings) await tab.send(method, parameters);
  const address = pathToFileURL(file).href;
  await tab.open(address);
  return { ...tab, address };
}

function inScheme(scheme: 'light' | 'dark', media = 'screen'): Setting {
  return ['Emulation.setEmulatedMedia', { media, features: [{ name: 'prefers-color-scheme', value: scheme }] }];
}

function requestsOf({ events }: Tab): string[] {
  return events.flatMap(({ method, params }) => (method === 'Network.requestWillBeSent' ? [params.request.url] : []));
}

/** Errors, warnings and whatever else is told to a developer. */
function complaintsOf({ events }: Tab): unknown[] {
  return events
    .filter(({ method }) => ['Log.entryAdded', 'Runtime.consoleAPICalled', 'Runtime.exceptionThrown'].includes(method))
    .map(({ params }) => params);
}

const KEYS = { Tab: 9, Enter: 13, ArrowDown: 40 };

async function press(tab: Tab, key: keyof typeof KEYS): Promise<void> {
  const common = { key, code: key, windowsVirtualKeyCode: KEYS[key], ...(key === 'Enter' && { text: '\r' }) };
  await tab.send('Input.dispatchKeyEvent', { type: 'keyDown', ...common });
  await tab.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
}

async function tabTo(tab: Tab, selector: string): Promise<void> {
  for (let step = 0; step < 60; step++) {
    if (await tab.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    await press(tab, 'Tab');
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

async function shownRows(tab: Tab): Promise<string[]> {
  return tab.evaluate(
    `[...document.querySelectorAll('#matrix tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.innerText)`,
  );
}

describe('what it loads and runs', () => {
  test.each<[string, Report]>([
    ['a small change', EDITED],
    ['a large one', LARGE],
    ['a hostile one', reportFullOf('<script>alert(1)</script><img src=//evil.example onerror=alert(1)>')],
    ['hostile documents', reportOnDocumentsFullOf(FRAGMENTS)],
  ])('is itself alone: %s', async (_, report) => {
    const tab = await open(report);
    expect(requestsOf(tab)).toEqual([tab.address]);
    expect(complaintsOf(tab)).toEqual([]);
    expect(tab.events.filter(({ method }) => method === 'Page.javascriptDialogOpening')).toEqual([]);
    const [scripts, images, handlers] = await tab.evaluate<number[]>(
      `[document.scripts.length, document.querySelectorAll('img, iframe, object, embed, link, base').length,
        [...document.querySelectorAll('*')].filter((each) => [...each.attributes].some(({ name }) => /^on|^style$/.test(name))).length]`,
    );
    expect({ scripts, images, handlers }).toEqual({ scripts: 1, images: 0, handlers: 0 });
  });

  test('would be itself alone even if a text became more than a text', async () => {
    const tab = await open(EDITED);
    await tab.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="https://evil.example/a.png" onerror="window.stolen = 1">')`,
    );
    await tab.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { text: 'window.stolen = 2' }))`,
    );
    expect(await tab.evaluate('[typeof window.stolen]')).toEqual(['undefined']);
    expect(requestsOf(tab).slice(1)).toEqual(['https://evil.example/a.png']);
    expect(tab.events.flatMap(({ params }) => params.blockedReason ?? [])).toEqual(['csp']);
    expect(JSON.stringify(complaintsOf(tab))).toContain('Content Security Policy');
  });
});

describe('the filter', () => {
  test('is used by keyboard, and tells how many rows there are', async () => {
    const tab = await open(EDITED);
    const all = await shownRows(tab);
    const count = () => tab.evaluate<string>(`document.querySelector('[role=status]').textContent`);
    expect(await count()).toBe(`All ${all.length} rows`);

    await tabTo(tab, '#text');
    await tab.send('Input.insertText', { text: 'S3:put folder' });
    const some = await shownRows(tab);
    expect(some.map((row) => row.split('\t')[0])).toEqual(['s3:PutObject']);
    expect(await count()).toBe(`1 of ${all.length} rows`);

    await tabTo(tab, 'button');
    await press(tab, 'Enter');
    await tab.evaluate('new Promise((resolve) => setTimeout(resolve, 20))');
    expect(await shownRows(tab)).toEqual(all);

    await tabTo(tab, '#text');
    await tabTo(tab, '#change');
    await press(tab, 'ArrowDown');
    const changed = await shownRows(tab);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThan(all.length);
    expect(changed.join()).not.toContain('unchanged');
  });

  test.each(['kind', 'now'])('lets only what is chosen by %s stay', async (name) => {
    const tab = await open(EDITED);
    const all = await shownRows(tab);
    await tabTo(tab, `#${name}`);
    await press(tab, 'ArrowDown');
    const rows = await shownRows(tab);
    const label = await tab.evaluate<string>(`document.getElementById('${name}').selectedOptions[0].textContent`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(all.length);
    for (const row of rows) expect(row).toContain(label);
  });

  test('is not there without the script, and all rows are', async () => {
    const tab = await open(EDITED, ['Emulation.setScriptExecutionDisabled', { value: true }]);
    const { root } = await tab.send<{ root: { nodeId: number } }>('DOM.getDocument');
    const { nodeId } = await tab.send<{ nodeId: number }>('DOM.querySelector', {
      nodeId: root.nodeId,
      selector: '#filter',
    });
    await expect(tab.send('DOM.getBoxModel', { nodeId })).rejects.toThrow('Could not compute box model');
    const { nodeIds } = await tab.send<{ nodeIds: number[] }>('DOM.querySelectorAll', {
      nodeId: root.nodeId,
      selector: '#matrix tbody tr:not([hidden])',
    });
    expect(nodeIds.length).toBeGreaterThan(20);
  });
});

describe('for whoever does not see it', () => {
  interface Node {
    readonly role: string;
    readonly name: string;
    readonly level?: number;
  }

  async function treeOf(tab: Tab): Promise<Node[]> {
    const { nodes } = await tab.send<{ nodes: any[] }>('Accessibility.getFullAXTree');
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, properties = [] }) => ({
        role: role?.value,
        name: name?.value ?? '',
        level: properties.find((each: any) => each.name === 'level')?.value.value,
      }));
  }

  test.each<[string, Report]>([
    ['new', completed('preview', newAccess())],
    ['edited', EDITED],
    ['large', LARGE],
  ])('all has its role and its name: %s', async (_, report) => {
    const tree = await treeOf(await open(report));
    const namesOf = (role: string) => tree.filter((node) => node.role === role).map(({ name }) => name);
    expect(namesOf('banner')).toHaveLength(1);
    expect(namesOf('main')).toHaveLength(1);
    expect(namesOf('contentinfo')).toHaveLength(1);
    expect(namesOf('navigation')).toEqual(['Contents']);
    expect(namesOf('search')).toEqual(['Filter the table']);
    expect(namesOf('searchbox')).toEqual(['Action or resource']);
    expect(namesOf('image')).toContain('Who reaches what through the role churn-prod');
    expect(namesOf('status')).toHaveLength(1);
    const levels = tree.filter(({ role }) => role === 'heading').map(({ level }) => level);
    expect(levels[0]).toBe(1);
    expect(new Set(levels.slice(1))).toEqual(new Set([2]));
    for (const role of ['table', 'region', 'combobox', 'button', 'link', 'image', 'heading', 'note', 'columnheader']) {
      expect([role, namesOf(role).filter((name) => name.trim() === '')]).toEqual([role, []]);
    }
    expect(namesOf('columnheader')).toEqual(expect.arrayContaining(['Action', 'Resource']));
    expect(namesOf('rowheader').length).toBeGreaterThan(20);
  });

  test('what is added and removed is said in words', async () => {
    const tree = await treeOf(
      await open(completed('preview', accessBetween([allow('s3:Get*', '*')], [allow('s3:Put*', '*')]))),
    );
    expect(tree.filter(({ role }) => role === 'image').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['added', 'removed']),
    );
    expect(tree.map(({ name }) => name)).toEqual(expect.arrayContaining(['Before', 'After']));
  });

  test('the first step leads over the contents to the report', async () => {
    const tab = await open(EDITED);
    await press(tab, 'Tab');
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
    await press(tab, 'Enter');
    expect(await tab.evaluate('document.activeElement.id')).toBe('report');
  });

  test('focus is seen wherever it is', async () => {
    const tab = await open(EDITED);
    for (const selector of ['.skip', 'nav a', '#text', 'select', 'button', '[role=region]', 'summary']) {
      await tabTo(tab, selector);
      expect([
        selector,
        await tab.evaluate(
          `getComputedStyle(document.activeElement).outlineStyle + parseInt(getComputedStyle(document.activeElement).outlineWidth)`,
        ),
      ]).toEqual([selector, 'solid3']);
    }
  });
});

describe('how it looks', () => {
  /** Of each text on its ground, by WCAG 2.2; a drawing has a ground of its own, which is darker or lighter than text too. */
  const CONTRASTS = `(() => {
    const parts = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
    const luminance = ([r, g, b]) => [r, g, b]
      .map((each) => each / 255)
      .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
      .reduce((sum, each, index) => sum + each * [0.2126, 0.7152, 0.0722][index], 0);
    const ground = (element) => {
      for (let each = element; each; each = each.parentElement) {
        const rect = each.tagName === 'g' ? each.querySelector('rect') : null;
        const colour = parts(rect ? getComputedStyle(rect).fill : getComputedStyle(each).backgroundColor);
        if (colour.length === 3 || colour[3] > 0) return colour;
      }
    };
    const found = [];
    for (const element of document.querySelectorAll('body *:not(script)')) {
      if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
      const style = getComputedStyle(element);
      const colour = parts(element.tagName === 'text' ? style.fill : style.color);
      const [dark, light] = [luminance(colour), luminance(ground(element))].sort((a, b) => a - b);
      const contrast = (light + 0.05) / (dark + 0.05);
      if (contrast < 4.5) found.push(element.tagName + ' ' + element.className + ' ' + contrast.toFixed(2));
    }
    return [...new Set(found)];
  })()`;

  test.each<[string, Setting]>([
    ['light', inScheme('light')],
    ['dark', inScheme('dark')],
    ['on paper', inScheme('dark', 'print')],
  ])('all of it can be read: %s', async (name, setting) => {
    const tab = await open(LARGE, setting);
    expect(await tab.evaluate(CONTRASTS)).toEqual([]);
    const ground = await tab.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe(name === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)');
  });

  test.each([320, 1200])('it is no wider than a window of %d pixels', async (width) => {
    const size = { width, height: 800, deviceScaleFactor: 1, mobile: false };
    const tab = await open(LARGE, ['Emulation.setDeviceMetricsOverride', size]);
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  test('paper has all that is folded, and nothing to click on', async () => {
    const tab = await open(EDITED, inScheme('light', 'print'));
    expect(
      await tab.evaluate(`document.querySelector('details table').checkVisibility({ contentVisibilityAuto: true })`),
    ).toBe(true);
    expect(
      await tab.evaluate(`['nav', '#filter'].map((each) => document.querySelector(each).checkVisibility())`),
    ).toEqual([false, false]);
    const { data } = await tab.send<{ data: string }>('Page.printToPDF');
    expect(Buffer.from(data, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });
});
