import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';

const folder = join(import.meta.dirname, '../../standards/iso20022');

/** What libxml2 finds wrong with documents by a schema of standards/iso20022, such as "camt.053.001.08". */
export async function schemaErrors(schema: string, ...documents: readonly string[]): Promise<string[]> {
  const { errors } = await validateXML({
    xml: documents.map((contents, index) => ({ fileName: `${String(index)}.xml`, contents })),
    schema: [readFileSync(join(folder, `${schema}.xsd`), 'utf8')],
  });
  return errors.map(({ message, loc }) => `${String(loc?.lineNumber ?? 0)}: ${message}`);
}
