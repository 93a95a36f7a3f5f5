import type { Page } from 'playwright-core';

/** What has the focus, as a test speaks of it. */
interface Stop {
  /** Its place among all that can be reached; one for a whole group of radio buttons. */
  readonly name: string;
  /** Whether it looks otherwise than it did without the focus, and lies within the window. */
  readonly seen: boolean;
}

/** Somebody who has no mouse: everything on a page is reached by Tab, and done by Enter, Space and the arrows. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /**
   * Tabs to what a selector names.
   * @throws when it is not reached on the way through the page, or does not show that it has the focus
   */
  async tabTo(selector: string): Promise<void> {
    const passed = new Set<string>();
    for (;;) {
      const stop = await this.#stop();
      if (await this.#isAt(selector)) {
        if (stop?.seen !== true) throw new Error(`${selector} has the focus and does not show it`);
        return;
      }
      const name = stop?.name ?? 'the browser';
      if (passed.has(name)) throw new Error(`no Tab reaches ${selector} on ${this.#page.url()}`);
      passed.add(name);
      await this.#page.keyboard.press('Tab');
    }
  }

  async type(id: string, text: string): Promise<void> {
    await this.tabTo(`[id="${id}"]`);
    await this.#page.keyboard.press('ControlOrMeta+A');
    await this.#page.keyboard.type(text);
  }

  /** Enter on a link or a button, until the page that it leads to is there. */
  async follow(selector: string): Promise<void> {
    await this.tabTo(selector);
    await Promise.all([this.#page.waitForEvent('load'), this.#page.keyboard.press('Enter')]);
  }

  async tick(selector: string): Promise<void> {
    await this.tabTo(selector);
    await this.#page.keyboard.press('Space');
    if (!(await this.#page.isChecked(selector))) throw new Error(`Space does not tick ${selector}`);
  }

  /** One radio button of its group, by the arrows. */
  async choose(name: string, value: string): Promise<void> {
    const group = `input[type=radio][name="${name}"]`;
    await this.tabTo(group);
    await this.#page.keyboard.press('Space');
    for (let left = await this.#page.locator(group).count(); left > 0; left -= 1) {
      if (await this.#page.isChecked(`${group}[value="${value}"]`)) return;
      await this.#page.keyboard.press('ArrowDown');
    }
    throw new Error(`no arrow comes to ${value} of ${name}`);
  }

  /** One of a list that opens, by the arrows. */
  async pick(id: string, value: string): Promise<void> {
    await this.tabTo(`[id="${id}"]`);
    const options = await this.#page.locator(`[id="${id}"] option`).count();
    for (let left = options; left > 0; left -= 1) {
      if ((await this.#page.inputValue(`[id="${id}"]`)) === value) return;
      await this.#page.keyboard.press('ArrowDown');
    }
    throw new Error(`no arrow comes to ${value} of ${id}`);
  }

  /** The link over everything else, which spares the way through the menu. */
  async skipToContent(): Promise<void> {
    await this.tabTo('.govuk-skip-link');
    await this.#page.keyboard.press('Enter');
    await this.#page.keyboard.press('Tab');
    if (!(await this.#isAt('main *'))) throw new Error(`the skip link of ${this.#page.url()} skips nothing`);
  }

  /** What is wrong with the way through the whole of a page just opened: in words, empty when nothing is. */
  async faultsOfTheWay(): Promise<readonly string[]> {
    const faults: string[] = [];
    const visited: string[] = [];
    for (;;) {
      await this.#page.keyboard.press('Tab');
      const stop = await this.#stop();
      // Past the last there is the browser's own, or the first again.
      if (stop === undefined || stop.name === visited[0]) break;
      if (visited.includes(stop.name)) {
        faults.push(`a trap: the focus comes back to ${stop.name}`);
        break;
      }
      if (!stop.seen) faults.push(`${stop.name} has the focus and does not show it`);
      visited.push(stop.name);
    }
    const reachable = await this.#reachable();
    if (visited[0] !== reachable[0]) faults.push(`the first Tab comes to ${visited[0] ?? 'nothing'}`);
    return [
      ...faults,
      ...reachable.filter((name) => !visited.includes(name)).map((name) => `no Tab comes to ${name}`),
    ];
  }

  async #isAt(selector: string): Promise<boolean> {
    return this.#page.evaluate((text) => document.activeElement?.matches(text) === true, selector);
  }

  #reachable(): Promise<readonly string[]> {
    return this.#page.evaluate(`(${reachableNames.toString()})(${nameOf.toString()})`);
  }

  #stop(): Promise<Stop | undefined> {
    return this.#page.evaluate(`(${focusedStop.toString()})(${nameOf.toString()}, ${lookOf.toString()})`);
  }
}

// What follows runs in the page.

function nameOf(element: Element): string {
  if (element instanceof HTMLInputElement && element.type === 'radio') return `the group ${element.name}`;
  const place = [...document.querySelectorAll('*')].indexOf(element);
  const said = element.id || element.textContent.trim().slice(0, 30);
  return `${element.tagName.toLowerCase()} ${String(place)} ${said}`;
}

function reachableNames(name: typeof nameOf): readonly string[] {
  const candidates = [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=hidden]), select, textarea, summary',
    ),
  ].filter((element) => !element.matches(':disabled') && element.getClientRects().length > 0);
  return [...new Set(candidates.map(name))];
}

/** The element's look, its label's, and what stands before the label: where the Design System draws the focus. */
function lookOf(element: Element): string {
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
  return [getComputedStyle(element), ...(label === undefined ? [] : [getComputedStyle(label, '::before')])]
    .map(({ outline, boxShadow, backgroundColor, borderColor, borderWidth }) =>
      [outline, boxShadow, backgroundColor, borderColor, borderWidth].join(),
    )
    .join();
}

function focusedStop(name: typeof nameOf, look: typeof lookOf): Stop | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const focused = look(element);
  const { top, bottom, width } = element.getBoundingClientRect();
  element.blur();
  const differs = look(element) !== focused;
  element.focus({ preventScroll: true });
  return { name: name(element), seen: differs && bottom > 0 && top < innerHeight && width > 0 };
}
