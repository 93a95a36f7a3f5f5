import type { Json } from '../../domain/audit/canonical-json.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Item } from './ports.ts';

/**
 * What an item keeps sealed.
 * @param recordId what the envelope is bound to
 * @throws when the item has no envelope, or one that opens elsewhere
 */
export async function openSealed(envelopes: Envelopes, recordId: string, { sealed }: Item): Promise<Json> {
  if (!(sealed instanceof Uint8Array)) throw new Error(`${recordId} is stored without its envelope`);
  return envelopes.open(recordId, sealed);
}
