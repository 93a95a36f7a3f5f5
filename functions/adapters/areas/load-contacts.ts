import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Contact, ContactOf } from '../../app/ports/contacts.ts';
import { districtOf, isAreaCode } from '../../domain/review/area.ts';

const textsSchema = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

const contactsSchema = z.strictObject({
  source: textsSchema,
  contacts: z
    .record(
      z.string().refine(isAreaCode),
      z.strictObject({
        person: textsSchema,
        office: textsSchema,
        phone: z.string().regex(/^[\d-]{7,15}$/),
        hours: textsSchema,
      }),
    )
    .refine((contacts) => Object.keys(contacts).every((code) => Object.hasOwn(contacts, districtOf(code)))),
});

/** Whom to ask in each area. @throws, when asked, in a district that the file does not know */
export async function loadContacts(file: string): Promise<ContactOf> {
  const { contacts } = contactsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const byArea = new Map<string, Contact>(Object.entries(contacts));
  return (areaCode) => {
    const contact = byArea.get(areaCode) ?? byArea.get(districtOf(areaCode));
    if (!contact) throw new Error(`nobody can be asked in ${areaCode}`);
    return contact;
  };
}
