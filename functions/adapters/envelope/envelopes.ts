import type { Json } from '../../domain/audit/canonical-json.ts';
import type { AreaCode } from '../../domain/review/area.ts';
import type { Clock } from '../../app/ports/clock.ts';
import type { Envelopes, SealedEnvelope } from '../../app/ports/secrets.ts';
import type { Table } from '../../app/store/ports.ts';
import { keyIdOf, openContent, sealContent } from './envelope-format.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { wrappedKeys } from './wrapped-keys.ts';

export interface EnvelopesDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly wrapper: KeyWrapper;
  /** The deployment's division code: each district has its own keys. */
  readonly district: AreaCode;
}

/** Envelopes under a data key of the district's and the (UTC) month's own. */
export function createEnvelopes({ table, clock, wrapper, district }: EnvelopesDependencies): Envelopes {
  const keys = wrappedKeys(table, wrapper);

  async function seal(recordId: string, content: Uint8Array): Promise<SealedEnvelope> {
    const keyId = `${district}.${clock.now().slice(0, 7)}`;
    return sealContent(keyId, await keys.getOrCreate(keyId), recordId, content);
  }

  async function open<T>(recordId: string, sealed: Uint8Array, read: (content: Buffer) => T): Promise<T> {
    try {
      return read(openContent(sealed, await keys.get(keyIdOf(sealed)), recordId));
    } catch (cause) {
      throw new Error(`the envelope of ${recordId} does not open`, { cause });
    }
  }

  return {
    seal: (recordId, content) => seal(recordId, Buffer.from(JSON.stringify(content))),
    open: (recordId, sealed) => open(recordId, sealed, (content) => JSON.parse(content.toString()) as Json),
    sealBytes: seal,
    openBytes: (recordId, sealed) => open(recordId, sealed, (content) => content),
  };
}
