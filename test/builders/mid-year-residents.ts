import type { Residents } from '../../functions/app/ports/residents.ts';

/** Of two streets and a town in 2008; of a third street nobody counted. */
export const midYearResidents: Residents = {
  source: { 'zh-CN': '示例', en: 'example values' },
  midYear: new Map([
    [
      '2008',
      new Map([
        ['320602001', 1000],
        ['320602002', 400],
        ['320602100', 350],
      ]),
    ],
  ]),
};
