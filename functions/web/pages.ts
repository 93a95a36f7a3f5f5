import type { SignIn } from '../app/access/ports.ts';
import { claimPage } from './journeys/claim/claim-page.tsx';
import { openClaimPages } from './journeys/claim/open-claim-pages.tsx';
import { homePage } from './journeys/home/home-page.tsx';
import { signInPages } from './journeys/sign-in/sign-in-pages.ts';
import { staffHomePage } from './journeys/staff-home/staff-home-page.tsx';
import type { Page } from './kernel/page.ts';

/** Every page there is. */
export function allPages(signIn: SignIn): readonly Page[] {
  return [homePage, ...openClaimPages, claimPage, ...signInPages(signIn), staffHomePage];
}
