import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { writePain001 } from '../../functions/adapters/bank/iso20022/write-pain001.ts';
import type { BankFiles } from '../../functions/app/payments/ports.ts';

/**
 * The banks' files in the data folder, readable by its owner alone. A file is written beside its place and moved there
 * when it is whole and on disk, so a kill leaves the old one or none.
 */
export function localBankFiles(folder: string): BankFiles {
  const pathOf = (key: string): string => join(folder, `${key.replace(/[^\w.-]/g, '_')}.xml`);
  return {
    async write(key, file) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(key);
      const hash = createHash('sha256');
      let bytes = 0;
      const handle = await open(`${path}.new`, 'w', 0o600);
      try {
        for await (const chunk of writePain001(file)) {
          const data = Buffer.from(chunk, 'utf8');
          hash.update(data);
          bytes += data.byteLength;
          await handle.write(data);
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(`${path}.new`, path);
      return { sha256: hash.digest('hex'), bytes };
    },
    read: (key) => createReadStream(pathOf(key)),
  };
}
