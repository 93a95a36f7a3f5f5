/** Names a programme's money of a year, as the queue for funds and the allocator do. */
export function appropriationIdOf(programme: string, year: number): string {
  return `${programme}:${String(year)}`;
}

/** @throws when it is none that `appropriationIdOf` gave */
export function parseAppropriationId(appropriationId: string): {
  readonly programme: string;
  readonly year: number;
} {
  const [programme = '', year = ''] = appropriationId.split(':');
  if (programme === '' || !/^\d{4}$/.test(year)) throw new Error(`no appropriation: ${appropriationId}`);
  return { programme, year: Number(year) };
}
