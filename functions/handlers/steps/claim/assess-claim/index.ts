import { calendar } from '../../../container/calendar.ts';
import { clock } from '../../../container/clock.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { log } from '../../../container/log.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createAssessClaimStep } from './handler.ts';

export const handler = createAssessClaimStep({ table, clock, envelopes, policies, calendar, log });
