import * as z from 'zod';
import { httpTransport } from '../../adapters/registers/register-transport.ts';
import { createSpdciRegisters } from '../../adapters/registers/spdci-registers.ts';
import { clock } from './clock.ts';
import { district } from './district.ts';
import { ids } from './ids.ts';
import { jsonSetting } from './setting.ts';

/** Registers answer within this, or count as slow; no decision rests on a state older than a month. */
const timeoutMilliseconds = 5_000;
const maximumAgeDays = 31;

const addressSchema = z.url({ protocol: /^https$/ });

const baseUrls = jsonSetting(
  'REGISTERS',
  z.strictObject({
    'public-security': addressSchema,
    'civil-affairs': addressSchema,
    'disabled-persons-federation': addressSchema,
    'social-insurance': addressSchema,
    health: addressSchema,
    township: addressSchema,
  }),
);

export const registers = createSpdciRegisters({
  transport: httpTransport({ baseUrls, fetch }),
  clock,
  newId: () => ids.newId('message'),
  senderId: district,
  timeoutMilliseconds,
  maximumAgeDays,
});
