import { err, ok } from '../../functions/domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../functions/handlers/http/edge/api-handler.ts';
import type { BankFaults } from '../bank/bank-faults.ts';
import type { BusinessClock } from '../clock/business-clock.ts';
import {
  endBankDay,
  moveClock,
  type Notice,
  readBankTruth,
  readOutbox,
  type RegisterFault,
  setBankFaults,
  setRegisterFaults,
} from './local-control-contracts.ts';

export interface LocalControlDeps extends EdgeDeps {
  readonly clock: Pick<BusinessClock, 'setToday' | 'today'>;
  readonly bank: {
    setFaults(faults: BankFaults): Promise<void>;
    /** @returns names of the messages delivered */
    endOfDay(): Promise<readonly string[]>;
    truth(): Promise<
      readonly {
        readonly endToEndId: string;
        readonly fen: number;
        readonly status: string;
        readonly times: number;
      }[]
    >;
  };
  readonly registers: {
    /** @returns whether there is such a register */
    setFault(fault: RegisterFault): Promise<boolean>;
  };
  readonly outbox: {
    list(): Promise<readonly Notice[]>;
  };
}

/** The one-machine home's controls over clock, bank and registers. The server lets only this machine come to them. */
export function createLocalControls(deps: LocalControlDeps): readonly HttpRoute[] {
  const { clock, bank, registers, outbox } = deps;
  return [
    apiHandler(moveClock, deps, async ({ body }) => {
      await clock.setToday(body.today);
      return ok({ status: 200, body: { today: clock.today() } });
    }),
    apiHandler(setBankFaults, deps, async ({ body }) => {
      await bank.setFaults(body);
      return ok({ status: 200, body });
    }),
    apiHandler(endBankDay, deps, async () =>
      ok({ status: 200, body: { delivered: [...(await bank.endOfDay())] } }),
    ),
    apiHandler(readBankTruth, deps, async () => ok({ status: 200, body: [...(await bank.truth())] })),
    apiHandler(setRegisterFaults, deps, async ({ body }) =>
      (await registers.setFault(body))
        ? ok({ status: 200, body })
        : err({ kind: 'invalid-request', errors: [{ pointer: '/register', code: 'not-one-of' }] }),
    ),
    apiHandler(readOutbox, deps, async () => ok({ status: 200, body: [...(await outbox.list())] })),
  ];
}
