import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bankRecordSchema } from '../../functions/contracts/bank/bank-record.ts';
import { goldenBankFile, recordsOf } from '../builders/bank-messages.ts';
import { schemaErrors } from '../builders/xsd.ts';

const golden = [
  'camt.053.001.02-old',
  'camt.053.001.08-day',
  'camt.053.001.12-batch',
  'camt.054.001.08-returns',
  'pain.002.001.02-old',
  'pain.002.001.11-part',
];

/** Versions whose schema we have. */
const withSchema = golden.filter((name) => !name.includes('.02-'));

/** The records, one a line, as they were reviewed. */
function expected(name: string): unknown {
  const lines = readFileSync(join(import.meta.dirname, `../golden/bank/${name}.jsonl`), 'utf8').trimEnd();
  return lines.split('\n').map((line): unknown => JSON.parse(line));
}

describe('what is read of a bank message', () => {
  test.each(golden)('%s', async (name) => {
    const records = await recordsOf(goldenBankFile(`${name}.xml`));
    expect(records).toEqual(expected(name));
    for (const record of records) expect(bankRecordSchema.parse(record)).toEqual(record);
  });

  test.each(withSchema)('%s is what its schema asks for', async (name) => {
    expect(await schemaErrors(name.slice(0, 15), goldenBankFile(`${name}.xml`))).toEqual([]);
  });

  test('does not hang on how the bytes come in', async () => {
    const name = 'camt.053.001.08-day';
    const bytes = Buffer.from(goldenBankFile(`${name}.xml`));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }),
        async (sizes) => {
          const chunks: Uint8Array[] = [];
          for (let from = 0, at = 0; from < bytes.length; at += 1) {
            const size = sizes[at % sizes.length] ?? 1;
            chunks.push(bytes.subarray(from, from + size));
            from += size;
          }
          expect(await recordsOf(...chunks)).toEqual(expected(name));
        },
      ),
      { numRuns: 30 },
    );
  });

  test('byte by byte, so that every character is cut', async () => {
    const name = 'camt.053.001.08-day';
    const bytes = Buffer.from(goldenBankFile(`${name}.xml`));
    expect(await recordsOf(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(expected(name));
  });
});
