/** An amount in yuan with two decimals and thousands apart, from whole fen; no float touches it. */
export function yuanOf(fen: number): string {
  const [sign, whole] = fen < 0 ? ['−', -fen] : ['', fen];
  const yuan = String(Math.floor(whole / 100)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return `${sign}${yuan}.${String(whole % 100).padStart(2, '0')}`;
}
