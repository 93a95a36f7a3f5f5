import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { personNameSchema } from '../../functions/contracts/resident.ts';
import { longestName, parsePersonName } from '../../functions/domain/people/person-name.ts';

describe('a name', () => {
  test.each([
    ['王小明', '王小明'],
    ['  王  小明 ', '王 小明'],
    // Extension B and G: characters outside the basic plane count as one each.
    ['𠮷田', '𠮷田'],
    ['𰻝某', '𰻝某'],
    ['买买提•艾力', '买买提·艾力'],
    ['阿依古丽‧吐尔逊', '阿依古丽·吐尔逊'],
    ['Müller-O’Neil Jr.', 'Müller-O’Neil Jr.'],
    // Decomposed umlaut: NFC makes it one character.
    ['Mu\u0308ller', 'Müller'],
    ['ئابدۇللا', 'ئابدۇللا'],
  ])('%s', (text, name) => {
    expect(parsePersonName(text)).toEqual({ ok: true, value: name });
  });

  test.each([
    ['', 'empty'],
    [' \u3000 ', 'empty'],
    ['王'.repeat(longestName + 1), 'too-long'],
    ['王小明2', 'characters'],
    ['<b>王</b>', 'characters'],
    ['王\u0000', 'characters'],
    ['王\u202E明', 'characters'],
    ['\uD842', 'characters'],
    ['···', 'characters'],
  ])('refuses %j', (text, error) => {
    expect(parsePersonName(text)).toEqual({ ok: false, error });
  });

  it('takes the longest name in rare characters', () => {
    expect(parsePersonName('𠮷'.repeat(longestName)).ok).toBe(true);
  });

  it('is the same read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const once = parsePersonName(text);
        if (!once.ok) return true;
        const twice = parsePersonName(once.value);
        return twice.ok && twice.value === once.value;
      }),
    );
  });

  it('is refused at the edge', () => {
    expect(personNameSchema.safeParse(' ').error?.issues[0]?.message).toBe('missing');
    expect(personNameSchema.safeParse('a1').error?.issues[0]?.message).toBe('wrong-format');
  });
});
