import { hash } from 'node:crypto';

/** An award with its place in the draw: hex SHA-256 of "<seed>:<award id>" in UTF-8, the smallest drawn first. */
export interface Drawn {
  readonly awardId: string;
  readonly draw: string;
}

/**
 * Draws a sample that anybody with the roll can draw again, with `sha256sum` and `sort`: no random number is drawn, and
 * whoever knows the seed only afterwards cannot have arranged what it hits. An award that comes onto the roll later
 * takes the place its own draw gives it, and moves no other out of its order.
 * @param size how many; all, where the roll is shorter
 */
export function drawSample(seed: string, awardIds: Iterable<string>, size: number): readonly Drawn[] {
  return [...awardIds]
    .map((awardId) => ({ awardId, draw: hash('sha256', `${seed}:${awardId}`) }))
    .sort((one, other) => (one.draw < other.draw ? -1 : 1))
    .slice(0, size);
}
