import { environmentCredentials } from '../../adapters/aws/environment-credentials.ts';
import { type SignedRequests, signedRequests } from '../../adapters/aws/signed-requests.ts';
import { setting } from './setting.ts';

export const region = setting('AWS_REGION');

/** An emulator's address for all services, by the variable that the SDK reads too. */
export const emulator: { readonly endpoint?: string } = process.env.AWS_ENDPOINT_URL
  ? { endpoint: process.env.AWS_ENDPOINT_URL }
  : {};

export function requestsTo(service: 'kms' | 's3'): SignedRequests {
  return signedRequests({ service, region, credentials: environmentCredentials, fetch });
}
