import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadAreas } from '../../functions/adapters/areas/load-areas.ts';
import { loadContacts } from '../../functions/adapters/areas/load-contacts.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { contactIn } from '../../functions/web/components/contact.tsx';
import { projectRoot } from '../../local/home/project-root.ts';

const shipped = join(projectRoot, 'data/contacts.json');

/** Contacts as a file holds them, read. */
async function loaded(contacts: object) {
  const folder = await mkdtemp(join(tmpdir(), 'contacts-'));
  const file = join(folder, 'contacts.json');
  await writeFile(file, JSON.stringify({ source: { 'zh-CN': '例', en: 'example' }, contacts }));
  return loadContacts(file).finally(() => rm(folder, { recursive: true }));
}

const anybody = {
  person: { 'zh-CN': '周宁', en: 'Zhou Ning' },
  office: { 'zh-CN': '窗口', en: 'The counter' },
  phone: '0513-5550100',
  hours: { 'zh-CN': '工作日', en: 'working days' },
};

describe('whom to ask', () => {
  test('is a person of its own in every street and town, with a number of its own', async () => {
    const areas = await loadAreas(join(projectRoot, 'data/areas.json'));
    const contactOf = await loadContacts(shipped);
    const contacts = areas.map(({ code }) => contactOf(code));
    expect(new Set(contacts.map(({ person }) => person.en)).size).toBe(areas.length);
    expect(new Set(contacts.map(({ phone }) => phone)).size).toBe(areas.length);
  });

  test('is the district’s where a street has none', async () => {
    const contactOf = await loaded({ '320602': anybody });
    expect(contactOf(areaCode('320602999'))).toEqual(anybody);
    expect(() => contactOf(areaCode('320611001'))).toThrow('nobody can be asked in 320611001');
  });

  test.each([
    ['a district without anybody', { '320602001': anybody }],
    ['a number that cannot be dialled', { '320602': { ...anybody, phone: 'ask inside' } }],
    ['one language only', { '320602': { ...anybody, person: { 'zh-CN': '周宁' } } }],
  ])('is not read from a file with %s', async (_, contacts) => {
    await expect(loaded(contacts)).rejects.toThrow();
  });
});

test('a page names the nearest, and the district before the street is known', () => {
  const of = (code: string) => ({
    code,
    name: code,
    contact: { person: code, office: '', phone: '', hours: '' },
  });
  const areas = ['320602', '320602001', '320602101'].map(of);
  const asked = (code: string | undefined) => contactIn(areas, code)?.person;
  expect([undefined, '320602101', '320602101003', '320602007'].map(asked)).toEqual([
    '320602',
    '320602101',
    '320602101',
    '320602',
  ]);
});
