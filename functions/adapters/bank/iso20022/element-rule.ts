export type Attributes = Readonly<Record<string, string>>;

/**
 * What to do with an element, and with the elements inside it by local name. An element without a rule is
 * skipped with all it holds, so versions that add elements, and banks that add their own, are read all the same.
 */
export interface ElementRule {
  readonly children?: Readonly<Record<string, ElementRule>>;
  readonly open?: (attributes: Attributes, name: string) => void;
  /** The element's own text, without white space around it. */
  readonly text?: (text: string, attributes: Attributes) => void;
  readonly close?: () => void;
  /** An unknown child makes the file another message than those we read. */
  readonly strict?: boolean;
}

interface Node {
  readonly rule: ElementRule;
  readonly children: ReadonlyMap<string, Node>;
  /** The name it was last seen under, prefix and all. */
  name: string;
  /** What to expect next: the first child, and the sibling after, as they came the last time. */
  first: Node | undefined;
  following: Node | undefined;
  /** The child read last, of the element that is open now. */
  last: Node | undefined;
}

function node(rule: ElementRule): Node {
  const children = Object.entries(rule.children ?? {}).map(([name, child]) => [name, node(child)] as const);
  return {
    rule,
    children: new Map(children),
    name: '',
    first: undefined,
    following: undefined,
    last: undefined,
  };
}

/** Finds the rule for each element of a document as it opens and closes. */
export class RuleWalk {
  #current: Node;
  readonly #above: Node[] = [];
  #attributes: Attributes = {};
  readonly #attributesAbove: Attributes[] = [];
  #text = '';
  #skipping = 0;

  constructor(root: ElementRule) {
    this.#current = node(root);
  }

  /** @returns whether the element may stand here */
  open(name: string, attributes: Attributes): boolean {
    if (this.#skipping > 0) {
      this.#skipping += 1;
      return true;
    }
    const child = this.#childNamed(name);
    if (child === undefined) {
      this.#skipping = 1;
      return this.#current.rule.strict !== true;
    }
    this.#above.push(this.#current);
    this.#attributesAbove.push(this.#attributes);
    this.#current = child;
    this.#attributes = attributes;
    this.#text = '';
    child.last = undefined;
    child.rule.open?.(attributes, name);
    return true;
  }

  /** @returns how much text the element has so far, as far as it is kept */
  text(more: string): number {
    if (this.#skipping > 0 || this.#current.rule.text === undefined) return 0;
    this.#text = this.#text === '' ? more : this.#text + more;
    return this.#text.length;
  }

  close(): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1;
      return;
    }
    const { rule } = this.#current;
    rule.text?.(this.#text.trim(), this.#attributes);
    rule.close?.();
    this.#text = '';
    this.#current = this.#above.pop() ?? this.#current;
    this.#attributes = this.#attributesAbove.pop() ?? {};
  }

  /**
   * Entries look alike, so the child that came next the last time most likely comes next again; comparing one
   * name is several times cheaper than looking a fresh one up.
   */
  #childNamed(name: string): Node | undefined {
    const parent = this.#current;
    const { last } = parent;
    const expected = last === undefined ? parent.first : last.following;
    if (expected?.name === name) {
      parent.last = expected;
      return expected;
    }
    // Most banks write no prefix, so the whole name is looked up before the local one.
    const child =
      parent.children.get(name) ??
      (name.includes(':') ? parent.children.get(name.slice(name.indexOf(':') + 1)) : undefined);
    if (child === undefined) return undefined;
    child.name = name;
    if (last === undefined) parent.first = child;
    else last.following = child;
    parent.last = child;
    return child;
  }
}
