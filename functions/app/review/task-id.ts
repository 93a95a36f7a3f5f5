/** A task's id: the claim's, a dot, and the claim's version at which the task arose. */
export function taskIdOf(claimId: string, version: number): string {
  return `${claimId}.${String(version)}`;
}

export function parseTaskId(
  taskId: string,
): { readonly claimId: string; readonly version: number } | undefined {
  const match = /^(claim-[0-9a-z]{26})\.([1-9]\d{0,8})$/.exec(taskId);
  const [, claimId, version] = match ?? [];
  return claimId !== undefined && version !== undefined ? { claimId, version: Number(version) } : undefined;
}
