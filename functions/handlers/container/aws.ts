/** Of every AWS client: the SDK's three attempts end before a route's 29 seconds do, if nobody answers at all. */
export const clientOptions = {
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
};
