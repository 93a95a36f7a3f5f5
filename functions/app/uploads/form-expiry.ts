import type { Clock } from '../ports/clock.ts';

/** Long enough to take a photograph, or to send a large file, on a slow line. */
const formLifeMinutes = 30;

/** Until when a form that is given now may be sent. Instant, ISO 8601. */
export function formExpiry(clock: Clock): string {
  return new Date(Date.parse(clock.now()) + formLifeMinutes * 60_000).toISOString();
}
