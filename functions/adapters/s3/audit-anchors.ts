import { createHash } from 'node:crypto';
import type { AuditAnchors } from '../../app/audit/ports.ts';
import type { S3Objects } from './objects.ts';

/**
 * Anchors as objects of a bucket under Object Lock, one a seal. The bucket's own retention keeps each version, and its
 * policy lets nobody write where there is one (infra/stacks/stateful-stack.ts), so what is read is what was first.
 * Names sort by number: all of them one after the other are the file that `audit:verify --anchors` takes.
 */
export function s3AuditAnchors(objects: Pick<S3Objects, 'get' | 'put'>): AuditAnchors {
  async function read(seal: number): Promise<string | undefined> {
    const found = await objects.get(anchorKey(seal));
    if (!found) return undefined;
    const text = Buffer.concat(await Array.fromAsync(found.body)).toString('utf8');
    return text.replace(/\n$/, '');
  }

  return {
    async anchor(seal, text) {
      const bytes = Buffer.from(`${text}\n`, 'utf8');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await objects.put(anchorKey(seal), bytes, {
        mediaType: 'application/x-ndjson',
        sha256,
        ifAbsent: true,
      });
      const anchored = await read(seal);
      if (anchored === undefined) throw new Error(`what was anchored of seal ${String(seal)} is not there`);
      return anchored;
    },
    read,
  };
}

function anchorKey(seal: number): string {
  return `seals/${String(seal).padStart(9, '0')}.ndjson`;
}
