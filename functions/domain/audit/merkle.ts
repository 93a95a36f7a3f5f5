import { createHash } from 'node:crypto';

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

// RFC 6962 §2.1: different prefixes keep a leaf from passing for an inner node.
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/**
 * The Merkle tree hash of RFC 6962 over leaves in their order, as hex. No leaves: SHA-256 of nothing.
 * @param leaves text of each leaf, such as an entry's hash
 */
export function merkleRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return sha256().toString('hex');
  let level: Buffer[] = leaves.map((leaf) => sha256(leafPrefix, Buffer.from(leaf, 'utf8')));
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      if (left) above.push(right ? sha256(nodePrefix, left, right) : left);
    }
    level = above;
  }
  return level[0]?.toString('hex') ?? '';
}
