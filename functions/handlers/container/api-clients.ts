import { createApiClients } from '../../adapters/api/api-clients.ts';
import { createHttpApi } from '../../adapters/api/http-api.ts';
import { originHeader } from '../authorizers/check-origin/handler.ts';
import { setting } from './setting.ts';

/** Absent where the API is not behind CloudFront, and asks nobody where they come from. */
const { ORIGIN_SECRET: originSecret } = process.env;

/** The API by its own address: CloudFront is for browsers. */
export const apiClients = createApiClients(
  createHttpApi({
    origin: setting('API_ORIGIN'),
    headers: originSecret === undefined ? {} : { [originHeader]: originSecret },
    // A page asks twice in a row at most, and has to answer within its own 29 seconds.
    timeoutMilliseconds: 12_000,
  }),
);
