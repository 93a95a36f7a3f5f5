import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Why no browser can be driven here; undefined where one can. CI must have it. */
export function lackingBrowser(): string | undefined {
  if (existsSync(executablePath)) return undefined;
  if (process.env.CI === 'true') throw new Error(`${executablePath} is missing, and CI installs it`);
  return `no ${executablePath}`;
}

/** Debian's Chromium, with everything off that would call home. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The screens people have: an old phone, and a desk. */
export const screens = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 900 } } as const;

export interface Reader {
  readonly language: 'zh-CN' | 'en';
  readonly screen: keyof typeof screens;
  readonly scripts: boolean;
}

/** Every journey can be made twice: on a phone without scripts, and at a desk with them, in each language once. */
export const bothReaders = [
  { language: 'zh-CN', screen: 'phone', scripts: false },
  { language: 'en', screen: 'desk', scripts: true },
] as const satisfies readonly Reader[];

/** Who makes a journey: both with HUIMIN_PAGES=all, as `.ci/run` has it; otherwise the one whose turn it is. */
export function readersInTurn(turn: 0 | 1): readonly (typeof bothReaders)[number][] {
  return process.env.HUIMIN_PAGES === 'all' ? bothReaders : [bothReaders[turn]];
}

export function openReader(browser: Browser, { language, screen, scripts }: Reader): Promise<BrowserContext> {
  return browser.newContext({
    viewport: screens[screen],
    locale: language,
    javaScriptEnabled: scripts,
    ...(screen === 'phone' ? { hasTouch: true } : {}),
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds wrong with a page (WCAG 2.2 AA and best practice), in words; empty when nothing is. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // By way of the debugger: the page's own policy lets no other script in, which is as it should be.
  await page.evaluate(axe);
  const found = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(' | ')})`,
  );
}

/** How many pixels a page is wider than its window: 0, or it scrolls sideways. */
export async function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** The captions of tables that are wider than the page gives them, and so have to be scrolled to be read. */
export async function scrolledTables(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    `[...document.querySelectorAll('.app-wide')].filter((one) => one.scrollWidth > one.clientWidth)
      .map((one) => one.getAttribute('aria-label'))`,
  );
}

/** Keeps a picture where HUIMIN_SCREENSHOTS names a folder: people look at pages, tests cannot. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HUIMIN_SCREENSHOTS;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
