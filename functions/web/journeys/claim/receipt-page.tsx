import { listProgrammes } from '../../../contracts/http/programmes.ts';
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
      const listed = await api.call(listProgrammes, {});
      if (!listed.ok) return { kind: 'problem', problem: listed.error };
      const programme = listed.value.programmes.find((one) => one.programme === claim.programme);
      return view(
        texts.doneTitle[language],
        <ReceiptPage
          {...visit.claim}
          programme={programme?.title ?? claim.programme}
          receivedOn={claim.timeline[0] === undefined ? '' : dayOf(claim.timeline[0].at, language)}
          nextStep={claim.nextStep}
        />,
      );
    }),
};
