import type { Reason } from '../../../contracts/bank/bank-record.ts';
import { joinText } from '../record-sink.ts';
import type { ElementRule } from './element-rule.ts';

/**
 * Rules for a reason: `Rsn` with `Cd` or `Prtry`, and words beside it. The oldest messages call them
 * `StsRsn` and `AddtlStsRsnInf`.
 */
export function reasonElements(onReason: (reason: Reason) => void): ElementRule {
  let code: string | undefined;
  let proprietary: string | undefined;
  let information: string | undefined;
  const choice: ElementRule = {
    children: {
      // A code longer than the standard's four characters is the bank's own, whatever it calls it.
      Cd: {
        text: (text) => {
          if (text.length <= 4) code = text === '' ? undefined : text;
          else proprietary = text.slice(0, 35);
        },
      },
      Prtry: { text: (text) => (proprietary = text === '' ? undefined : text.slice(0, 35)) },
    },
  };
  const words: ElementRule = { text: (text) => (information = joinText(information, text)) };
  return {
    open: () => (code = proprietary = information = undefined),
    children: { Rsn: choice, StsRsn: choice, AddtlInf: words, AddtlStsRsnInf: words },
    close: () => {
      if (code === undefined && proprietary === undefined && information === undefined) return;
      onReason({
        ...(code !== undefined && { code }),
        ...(proprietary !== undefined && { proprietary }),
        ...(information !== undefined && { information }),
      });
    },
  };
}
