import { staffPages } from '../../../web/staff-pages.ts';
import { pageDeps } from '../../container/page-deps.ts';
import { signIn } from '../../container/sign-in.ts';
import { pageHandler } from '../edge/page-handler.ts';

export const { handler } = pageHandler(staffPages({ signIn }), pageDeps);
