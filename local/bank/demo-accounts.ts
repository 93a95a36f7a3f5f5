/**
 * Account numbers that go wrong on purpose, so that a rejection or a return can be shown without faults. Long
 * enough that no real number ends so by chance.
 */
const rejected: Readonly<Record<string, string>> = {
  '00009901': 'AC01',
  '00009904': 'AC04',
  '00009906': 'AC06',
};

const returned: Readonly<Record<string, string>> = {
  '00008801': 'AC01',
  '00008804': 'AC04',
  '00008807': 'MD07',
};

const suffixLength = 8;

/** Why the bank refuses to pay this account, if it does (external status reason code). */
export function rejectionReason(account: string): string | undefined {
  return rejected[account.slice(-suffixLength)];
}

/** Why money paid to this account comes back days later, if it does (external return reason code). */
export function returnReason(account: string): string | undefined {
  return returned[account.slice(-suffixLength)];
}
