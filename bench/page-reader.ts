/** What a page weighs and how long it takes, as a browser gets it. */
export interface ReadPage {
  readonly status: number;
  /** Of the body, as it came over the wire. */
  readonly bytes: number;
  readonly milliseconds: number;
  readonly html: string;
}

/** A browser without a screen: it keeps cookies and takes bodies gzipped. */
export class PageReader {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async read(path: string): Promise<ReadPage> {
    const began = performance.now();
    const answer = await this.#ask(new URL(path, this.#origin));
    const html = await answer.text();
    const milliseconds = performance.now() - began;
    const bytes = Number(answer.headers.get('content-length'));
    return { status: answer.status, bytes, milliseconds, html };
  }

  /** By the choice of demo users, as the sign-in page offers it. */
  async signIn(user: string): Promise<void> {
    const page = await this.#follow(await this.#ask(new URL('/staff', this.#origin)));
    const done = await this.#follow(
      await this.#ask(new URL(page.url), new URLSearchParams({ user, area: '' })),
    );
    if (done.url !== `${this.#origin}/staff`) throw new Error(`${user} is not signed in: ${done.url}`);
  }

  async #follow(answer: Response): Promise<Response> {
    let last = answer;
    for (;;) {
      const location = last.headers.get('location');
      if (location === null) return last;
      last = await this.#ask(new URL(location, last.url));
    }
  }

  async #ask(url: URL, form?: URLSearchParams): Promise<Response> {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        'accept-encoding': 'gzip',
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(form && { body: form }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
