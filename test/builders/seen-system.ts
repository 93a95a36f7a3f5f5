import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, openReader, type Reader } from './chromium.ts';
import { type RunningSystem, buildSystem, freePort, startSystem, temporaryFolder } from './running-system.ts';

/** The built system on a day of the demo year, and a browser to look at it. */
export class SeenSystem {
  readonly system: RunningSystem;
  readonly #browser: Browser;
  /** Tabs that were left, by their readers: a new one is a process more, and a second of processor time. */
  readonly #left = new Map<string, Page[]>();
  readonly #readers = new WeakMap<Page, string>();

  private constructor(system: RunningSystem, browser: Browser) {
    this.system = system;
    this.#browser = browser;
  }

  static async start(): Promise<SeenSystem> {
    const built = await buildSystem();
    const system = await startSystem({
      built,
      dataFolder: await temporaryFolder('seen'),
      port: await freePort(),
      today: '2008-05-20',
    });
    return new SeenSystem(system, await launchChromium());
  }

  /** A tab of somebody who has not been here yet. */
  async open(reader: Reader): Promise<Page> {
    const name = [reader.language, reader.screen, reader.scripts].join(' ');
    const page = this.#left.get(name)?.pop() ?? (await (await openReader(this.#browser, reader)).newPage());
    this.#readers.set(page, name);
    return page;
  }

  /** A member of staff who signs in on the way to a page, and stands on it. */
  async staffAt(path: string, user: string, reader: Reader): Promise<Page> {
    const page = await this.open(reader);
    await page.goto(this.system.origin + path);
    await page.check(`input[value="${user}"]`);
    await page.click('button');
    await page.waitForURL(this.system.origin + path);
    return page;
  }

  /** Whoever opens the tab next is not known by it. */
  async leave(page: Page): Promise<void> {
    await page.goto('about:blank');
    await page.context().clearCookies();
    const name = this.#readers.get(page) ?? '';
    this.#left.set(name, [...(this.#left.get(name) ?? []), page]);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.system.end('SIGTERM');
    await rm(this.system.dataFolder, { recursive: true });
  }
}
