import { powertoolsRequestMetrics } from '../../adapters/powertools/request-metrics.ts';
import { createAccess } from '../../app/access/access.ts';
import type { EdgeDeps } from '../http/edge/api-handler.ts';
import { clock } from './clock.ts';
import { district } from './district.ts';
import { keyed } from './keyed.ts';
import { log } from './log.ts';
import { metrics } from './metrics.ts';
import { table } from './table.ts';
import { verifier } from './verifier.ts';

/** What every route needs that asks who comes. */
export const edge: EdgeDeps = {
  access: createAccess({ verifier, table, keyed, district, clock }),
  log,
  metrics: powertoolsRequestMetrics(metrics),
  checkAnswers: false,
};
