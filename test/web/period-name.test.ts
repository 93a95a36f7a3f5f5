import { expect, test } from '@jest/globals';
import { periodName } from '../../functions/web/components/period-name.ts';

test.each([
  ['2008-H1', '2008年上半年', 'first half of 2008'],
  ['2008-H2', '2008年下半年', 'second half of 2008'],
  ['2007', '2007年', '2007'],
  ['claim', 'claim', 'claim'],
  ['2008-H3', '2008-H3', '2008-H3'],
])('%s is %s and %s', (id, chinese, english) => {
  expect([periodName(id, 'zh-CN'), periodName(id, 'en')]).toEqual([chinese, english]);
});
