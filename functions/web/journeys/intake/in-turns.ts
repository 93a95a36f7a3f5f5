/** As many at once as the API is asked, so that a sheet leaves room for others. */
const atOnce = 8;

/** Does the work for each row, a few at once; what came of it is in the rows' order. */
export async function inTurns<Row, Outcome>(
  rows: readonly Row[],
  work: (row: Row) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < rows.length; from += atOnce) {
    outcomes.push(...(await Promise.all(rows.slice(from, from + atOnce).map(work))));
  }
  return outcomes;
}
