import { createAccess } from '../../functions/app/access/access.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import type { EdgeDeps } from '../../functions/handlers/http/edge/api-handler.ts';
import type { LogAttributes } from '../../functions/handlers/edge/log.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { err, ok } from '../../functions/domain/result/result.ts';

export interface RecordedLine extends LogAttributes {
  readonly level: 'info' | 'error';
  readonly message: string;
}

/**
 * The edge over the real table of routes, with a verifier that believes "Bearer <user>" for the users given, and
 * lists of what was logged and measured.
 */
export function edgeDeps(users: Readonly<Record<string, readonly string[]>> = {}): EdgeDeps & {
  readonly lines: RecordedLine[];
  readonly measured: { route: string; status: number }[];
} {
  const lines: RecordedLine[] = [];
  const measured: { route: string; status: number }[] = [];
  const table: Pick<Table, 'get' | 'queryIndex' | 'getMany'> = {
    queryIndex: async () => ({ items: [] }),
    getMany: async () => [],
    get: async ({ pk, sk }) => {
      const roles = users[pk.replace('USER#', '')];
      return roles && { pk, sk, roles: roles.map((role) => ({ role, areaCode: '320602' })) };
    },
  };
  const access = createAccess({
    verifier: {
      verify: async (authorization) => {
        if (authorization === undefined) return err('missing');
        const sub = authorization.replace('Bearer ', '');
        return Object.hasOwn(users, sub) ? ok({ sub }) : err('invalid');
      },
    },
    table: table as Table,
    keyed: { isAccessCode: (claimId, code) => code === `code-of-${claimId}` },
    district: areaCode('320602'),
    clock: { today: () => calendarDate('2008-05-20') },
  });
  return {
    access,
    log: {
      info: (message, attributes) => lines.push({ level: 'info', message, ...attributes }),
      error: (message, attributes) => lines.push({ level: 'error', message, ...attributes }),
    },
    metrics: { observe: ({ route, status }) => measured.push({ route, status }) },
    checkAnswers: true,
    lines,
    measured,
  };
}
