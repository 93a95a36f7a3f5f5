import { h, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Document } from '../layout/document.tsx';
import { type PageContext, PageContextProvider } from './page-context.ts';

/** A page's content as a whole HTML document. */
export function renderPage(context: PageContext, title: string, body: VNode): string {
  const page = h(PageContextProvider, { value: context, children: h(Document, { title, children: body }) });
  return `<!doctype html>${renderToString(page)}`;
}
