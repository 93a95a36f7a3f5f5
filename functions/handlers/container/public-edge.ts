import { powertoolsRequestMetrics } from '../../adapters/powertools/request-metrics.ts';
import { admit, permit } from '../../app/access/authorise.ts';
import type { EdgeDeps } from '../http/edge/api-handler.ts';
import { district } from './district.ts';
import { log } from './log.ts';
import { metrics } from './metrics.ts';

/** What a route needs that anyone may come to and that knows no subject: no keys, no store. Others refuse by it. */
export const publicEdge: EdgeDeps = {
  access: {
    admit: (routeId) => Promise.resolve(admit(routeId, { kind: 'anonymous' }, district)),
    permit: (admission, subject) => permit(admission, subject, { isAccessCode: () => false }),
  },
  log,
  metrics: powertoolsRequestMetrics(metrics),
  checkAnswers: false,
};
