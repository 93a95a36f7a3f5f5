import type { SignIn } from '../../../app/access/ports.ts';
import { type Page, redirect } from '../../kernel/page.ts';
import { staffPlaces } from '../../staff-places.ts';

const ourPlaces = new RegExp(`^/(?:${staffPlaces.join('|')})(?:[/?][^\\\\]*)?$`);

/** Only ways back into our own pages for staff: an address from outside is never followed. */
export function safeReturn(returnTo: string | null): string {
  return returnTo !== null && ourPlaces.test(returnTo) ? returnTo : '/staff';
}

export function signInPages(signIn: SignIn): readonly Page[] {
  return [
    {
      method: 'GET',
      path: '/staff/sign-in',
      who: 'anyone',
      async serve({ query, visit }) {
        const { to, ...begun } = await signIn.begin();
        return redirect(to, { ...visit, signIn: { ...begun, returnTo: safeReturn(query.get('returnTo')) } });
      },
    },
    {
      method: 'GET',
      path: '/staff/callback',
      who: 'anyone',
      async serve({ query, visit }) {
        if (!visit.signIn) return redirect('/staff');
        const { returnTo, ...begun } = visit.signIn;
        const staff = await signIn.complete(query, begun);
        if (!staff) return redirect('/');
        return { kind: 'new-visit', to: returnTo, visit: { staff } };
      },
    },
    {
      method: 'POST',
      path: '/staff/sign-out',
      who: 'anyone',
      async serve({ visit }) {
        const to = visit.staff ? await signIn.endAt(visit.staff.idToken) : '/';
        return { kind: 'new-visit', to, visit: {} };
      },
    },
  ];
}
