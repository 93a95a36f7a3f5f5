import type { VNode } from 'preact';
import type { Language } from '../../contracts/language.ts';
import type { Visit } from '../../contracts/store/visit.ts';
import type { Problem } from '../../contracts/problem.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Role } from '../../domain/review/role.ts';
import type { ApiClient } from '../../contracts/api-client.ts';

/** Who is signed in, as the API says at this request. */
export interface Staff {
  readonly userId: string;
  readonly grants: readonly { readonly role: Role; readonly areaCode: string }[];
}

/** Whether somebody is signed in who has one of these roles, wherever. */
export function hasRole(staff: Staff | undefined, ...roles: readonly Role[]): boolean {
  return staff?.grants.some(({ role }) => roles.includes(role)) ?? false;
}

export interface PageRequest {
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The posted fields; empty for a GET. */
  readonly form: URLSearchParams;
  readonly language: Language;
  readonly today: CalendarDate;
  readonly visit: Visit;
  /** Present on pages for staff. */
  readonly staff?: Staff;
  /** The API in the visit's name. */
  readonly api: ApiClient;
  /** How browsers reach us, such as `https://huimin.example`. */
  readonly origin: string;
  /** Path and query of this request, for the way back after a sign-in. */
  readonly target: string;
}

/** What the browser gets. `visit` is what is remembered from now on, written before the answer. */
export type PageAnswer =
  | {
      readonly kind: 'view';
      readonly status?: number;
      /** Of the browser's window; the service's name is added. */
      readonly title: string;
      readonly body: VNode;
      readonly visit?: Visit;
      /** The browser asks again after so long, with or without scripts: while something is under way. */
      readonly refreshSeconds?: number;
    }
  /** After a POST, always: a reload repeats nothing. */
  | { readonly kind: 'redirect'; readonly to: string; readonly visit?: Visit }
  /** A sign-in or sign-out: the visit goes on under a new id, or ends. */
  | { readonly kind: 'new-visit'; readonly to: string; readonly visit: Visit }
  | {
      readonly kind: 'file';
      readonly content: string | Uint8Array;
      readonly mediaType: string;
      /** Offered for saving under this name; shown in the browser when absent. */
      readonly name?: string;
      /** Shown in the browser with its name, and nothing in it run: a stranger made it. */
      readonly sandboxed?: true;
    }
  /** What the API refused: shown as a page of its own, or as a way to sign in. */
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** The visit does not hold any more what the form needs, or does again by now: the page's `again`. */
  | { readonly kind: 'form-again'; readonly visit?: Visit };

/** A page of a path. `staff`: whoever is not signed in is sent to sign in, and back. */
export interface Page {
  readonly method: 'GET' | 'POST';
  /** With `{parameters}`. */
  readonly path: string;
  readonly who: 'anyone' | 'staff';
  /** Of a posted form; 64 KiB when absent. */
  readonly formLimitBytes?: number;
  readonly serve: (request: PageRequest) => Promise<PageAnswer>;
  /**
   * Of a posted form: its page once more with what was typed, for whom has been away longer than a visit lasts. Nobody
   * has proved that such a form is ours: it is read, shown, and acted on by nothing. Without it the form is refused.
   */
  readonly again?: (request: PageRequest) => Promise<PageAnswer>;
}

export function view(
  title: string,
  body: VNode,
  more: { status?: number; visit?: Visit; refreshSeconds?: number } = {},
): PageAnswer {
  return { kind: 'view', title, body, ...more };
}

/** What a page says once, after a form: `told` is for the view's answer, and forgets it. */
export function takeNotice(visit: Visit): {
  readonly notice: string | undefined;
  readonly told: { readonly visit?: Visit };
} {
  const { notice, ...rest } = visit;
  return { notice, told: notice === undefined ? {} : { visit: rest } };
}

export function redirect(to: string, visit?: Visit): PageAnswer {
  return { kind: 'redirect', to, ...(visit === undefined ? {} : { visit }) };
}

/** A refusal of a page's own, said in the page's words (journeys/problem). */
export function problemOf(code: string, status: number): PageAnswer {
  return { kind: 'problem', problem: { type: '', title: '', status, code, instance: '' } };
}
