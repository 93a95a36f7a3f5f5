import type { Clock } from '../../../app/ports/clock.ts';
import { readHealth } from '../../../contracts/http/service.ts';
import { ok } from '../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../edge/api-handler.ts';

export interface HealthDeps extends EdgeDeps {
  readonly clock: Clock;
  /** @throws StoreUnavailable while the store does not answer */
  readonly checkStore: () => Promise<void>;
}

export function createReadHealth(deps: HealthDeps): HttpRoute {
  return apiHandler(readHealth, deps, async () => {
    await deps.checkStore();
    return ok({ status: 200, body: { status: 'ok', today: deps.clock.today() } });
  });
}
