import { listAreas } from '../../../contracts/http/areas.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { contactIn } from '../../components/contact.tsx';
import { dayOf } from '../../components/day.ts';
import { type Page, redirect, view } from '../../kernel/page.ts';
import { ReceiptPage } from '../apply/code-panels.tsx';
import { texts } from '../apply/texts.ts';
import { withOpenedClaim } from './opened-claim.ts';

/** The receipt of a claim, to print: what was claimed, when it came, and how to follow it. */
export const receiptPage: Page = {
  method: 'GET',
  path: '/claims/{reference}/receipt',
  who: 'anyone',
  serve: (request) =>
    withOpenedClaim(request, async (claim) => {
      const { api, language, visit } = request;
      if (!visit.claim) return redirect('/claims');
      const [listed, areas] = await Promise.all([api.call(listProgrammes, {}), api.call(listAreas, {})]);
      if (!listed.ok) return { kind: 'problem', problem: listed.error };
      if (!areas.ok) return { kind: 'problem', problem: areas.error };
      const programme = listed.value.programmes.find((one) => one.programme === claim.programme);
      return view(
        texts.doneTitle[language],
        <ReceiptPage
          {...visit.claim}
          programme={programme?.title ?? claim.programme}
          receivedOn={claim.timeline[0] === undefined ? '' : dayOf(claim.timeline[0].at, language)}
          nextStep={claim.nextStep}
          contact={contactIn(areas.value.areas, claim.areaCode)}
        />,
      );
    }),
};
