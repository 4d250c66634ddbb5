/**
 * The built explorer in a real browser, opened as people open it: from a file, without a server.
 * Times are printed and not asserted: what else the machine does is none of the page's business.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { html } from './html.ts';
import { sampleDocument } from './testing/sample.ts';

const CHROMIUM = '/usr/bin/chromium';
const CONFIG = fileURLToPath(new URL('explorer/vite.config.ts', import.meta.url));
const TEMPLATE = fileURLToPath(new URL('../dist/reports/explorer/index.html', import.meta.url));
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const cannotRun = existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}`;

describe.skipIf(cannotRun)(`explorer${cannotRun ? ` (skipped: ${cannotRun})` : ''}`, () => {
  const results = sampleDocument({ cells: 100_000 });
  const folder = mkdtempSync(join(tmpdir(), 'samewire-explorer-'));
  const address = pathToFileURL(join(folder, 'samewire.html')).href;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let requests: string[];

  beforeAll(async () => {
    await build({ configFile: CONFIG, logLevel: 'warn' });
    writeFileSync(join(folder, 'samewire.html'), html(results, readFileSync(TEMPLATE, 'utf8')));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    complaints = [];
    requests = [];
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
  });

  afterEach(async () => {
    await page.context().close();
  });

  const open = async (hash = '') => {
    await page.goto(address + hash, { waitUntil: 'commit' });
    await page.waitForSelector('[role=treegrid] tbody tr[aria-level]');
  };
  const row = (id: string) => page.locator(`tr[data-id="${id}"]`);
  const cell = (id: string, target: number) => row(id).locator('td').nth(target);
  const rowIds = () =>
    page.$$eval('tr[data-id]', (rows) => rows.map((each) => each.getAttribute('data-id') ?? ''));
  const focusedPlace = () =>
    page.evaluate<string>('document.activeElement.getAttribute("data-place")');

  it('opens 100,000 cells as a matrix of groups, complains of nothing and asks no one', async () => {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      await open();
      times.push(Math.round(await page.evaluate(() => performance.now())));
    }
    process.stdout.write(`explorer: 100,000 cells, first matrix after ${times.join(', ')} ms\n`);
    expect(results.results.length * results.targets.length).toBeGreaterThanOrEqual(100_000);
    expect(await rowIds()).toEqual(['string', 'generic', 'list', 'geo', 'sorted-set', 'hash']);
    expect(await page.locator('thead th').count()).toBe(1 + results.targets.length);
    await page.waitForSelector('.findings li');
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([address, address, address]);
  });

  it('keeps a screenful of rows in the page, however many the filter leaves', async () => {
    await open('#show=same');
    const shown = Number(await page.getAttribute('[role=treegrid]', 'aria-rowcount'));
    expect(shown).toBeGreaterThan(results.cases.length);
    expect(await page.locator('tbody tr').count()).toBeLessThan(100);
    await page.locator('.scroller').evaluate((element) => element.scrollTo(0, 1e9));
    await page.waitForSelector(`tr[aria-rowindex="${shown}"]`);
  });

  it('filters by text, and the hash brings the same page to someone else', async () => {
    await open();
    await page.fill('#filter', 'lpos rank-zero');
    await row('list/lpos/rank-zero-is-refused').waitFor();
    expect((await rowIds()).every((id) => id.startsWith('list'))).toBe(true);
    const hash = new URL(page.url()).hash;
    const seen = await rowIds();
    await open('#');
    await page.goto('about:blank');
    await open(hash);
    expect(await rowIds()).toEqual(seen);
    expect(await page.inputValue('#filter')).toBe('lpos rank-zero');
  });

  it('shows only where two targets differ', async () => {
    await open();
    await page.fill('#filter', 'count-of-a-missing-list');
    await row('list/lpop').waitFor();
    await page.selectOption('[aria-label="First target"]', 'redis@8.6');
    await page.selectOption('[aria-label="Second target"]', 'valkey@9.1');
    await page.getByText('No case is left by this filter.').waitFor();
    await page.fill('#filter', 'start-without-end');
    await row('string/bitcount').waitFor();
    expect((await rowIds()).every((id) => /^string(?:\/bitcount|$)/.test(id))).toBe(true);
  });

  it('opens a cell with both replies as values and bytes, and a reproducer that can be copied', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open('#text=bitcount+start-without-end');
    await cell('string/bitcount/start-without-end', 7).click();
    const panel = page.locator('.panel');
    await panel.getByText('BITCOUNT with a start and no end is a syntax error').waitFor();
    const replies = await panel.locator('.reply').allInnerTexts();
    expect(replies.map((text) => text.split(/\s*\n+\s*/))).toEqual([
      ['contract', '(error) ERR syntax error', 'value', '{ error: "ERR syntax error" }'],
      ['valkey@9.1', '(integer) 5', 'value', '5', 'bytes', ':5\\r\\n'],
    ]);
    const snippet = await panel.locator('.snippet').textContent();
    expect(snippet).toContain("<<'EOF'\nSET word v\nBITCOUNT word 0\nEOF\n");
    await panel.getByRole('button', { name: 'Copy' }).click();
    await panel.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await panel.getByRole('link').getAttribute('href')).toBe(
      'https://valkey.io/commands/bitcount/',
    );
    await panel.getByText('valkey@9.1: valkey 9.1.2').click();
    await panel.getByText('debian valkey 9.1.2').waitFor();
    expect(complaints).toEqual([]);
  });

  it('goes back and forth through what was opened', async () => {
    await open('#text=bitcount+start-without-end');
    await cell('string/bitcount/start-without-end', 7).click();
    await page.waitForSelector('.panel .verdict.fails');
    await page.locator('.panel').getByRole('button', { name: 'reference' }).click();
    await page.waitForSelector('.panel .verdict.same');
    await page.goBack();
    await page.waitForSelector('.panel .verdict.fails');
    await page.goBack();
    await page.waitForSelector('.findings');
    await page.goForward();
    await page.waitForSelector('.panel .verdict.fails');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.findings');
    expect(await page.inputValue('#filter')).toBe('bitcount start-without-end');
  });

  it('can be worked with the keyboard alone', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('getex');
    await row('string/getex').waitFor();
    await page.locator('[role=treegrid] [tabindex="0"]').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter']) {
      await page.keyboard.press(key);
    }
    await page.waitForSelector('.panel .verdict.absent');
    expect(await focusedPlace()).toBe('2:1');
    for (let i = 0; i < 4; i++) await page.keyboard.press('PageDown');
    await expect.poll(focusedPlace).toMatch(/^\d{2,}:1$/);
    expect(
      await page.locator('.scroller').evaluate((element) => element.scrollTop),
    ).toBeGreaterThan(0);
  });

  it('opens a group on a target with what differs there', async () => {
    await open();
    await cell('list', 1).click();
    await page.getByRole('heading', { name: 'list on redis@6.0' }).waitFor();
    expect(await page.locator('.panel .findings li').count()).toBe(2);
    await page.locator('.panel .findings button').first().click();
    await page.getByText('LPOP with a count replies a null array').waitFor();
  });

  it('runs no reply as code', async () => {
    const hostile = sampleDocument();
    const markup = '</script><img src=x onerror="document.title=1">';
    hostile.cases.forEach((record) => {
      record.title = markup;
    });
    const file = join(folder, 'hostile.html');
    writeFileSync(file, html(hostile, readFileSync(TEMPLATE, 'utf8')));
    await page.goto(`${pathToFileURL(file).href}#text=lpos`);
    await row('list/lpos').waitFor();
    expect(await page.locator('tr.level-3 th').first().textContent()).toContain(markup);
    expect(await page.title()).toBe('Samewire results');
    expect(await page.locator('img').count()).toBe(0);
  });
});
