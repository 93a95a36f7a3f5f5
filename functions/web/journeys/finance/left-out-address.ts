/** Where those are listed whom a run leaves out, all or those of one reason. */
export function leftOutAddress(runId: string, reason?: string): string {
  return `/finance/runs/${runId}/left-out${reason === undefined ? '' : `?reason=${reason}`}`;
}
