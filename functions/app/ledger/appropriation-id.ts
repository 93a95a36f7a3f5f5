/** Names a programme's money of a year, as the queue for funds and the allocator do. */
export function appropriationIdOf(programme: string, year: number): string {
  return `${programme}:${String(year)}`;
}
