import { hash } from 'node:crypto';

/** Bytes of a SHA-256. */
const width = 32;
// RFC 6962 §2.1: different prefixes keep a leaf from passing for an inner node.
const leafPrefix = '\0';
const nodePrefix = 1;

/**
 * The Merkle tree hash of RFC 6962 over leaves in their order, as hex. No leaves: SHA-256 of nothing.
 * @param leaves text of each leaf, such as an entry's hash
 */
export function merkleRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return hash('sha256', '');
  // One level after the other in the same bytes: a node is written where nothing is read any more.
  const level = Buffer.alloc(leaves.length * width);
  for (const [at, leaf] of leaves.entries()) writeHash(level, at, `${leafPrefix}${leaf}`);
  const node = Buffer.alloc(1 + 2 * width, nodePrefix);
  for (let nodes = leaves.length; nodes > 1; nodes = Math.ceil(nodes / 2)) {
    for (let left = 0; left < nodes; left += 2) {
      if (left + 1 < nodes) {
        level.copy(node, 1, left * width, (left + 2) * width);
        writeHash(level, left / 2, node);
      } else {
        level.copyWithin((left / 2) * width, left * width, (left + 1) * width);
      }
    }
  }
  return level.toString('hex', 0, width);
}

function writeHash(level: Buffer, at: number, data: string | Uint8Array): void {
  level.write(hash('sha256', data), at * width, 'hex');
}
