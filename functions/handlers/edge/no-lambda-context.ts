import type { Context } from 'aws-lambda';

/** What a request may take before it is answered 503, as an HTTP API allows there. */
const longestRequestMilliseconds = 29_000;

/** Stands in for Lambda's context on one machine, where middy asks it for the time left and nobody for more. */
export const noLambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'local',
  functionVersion: 'local',
  invokedFunctionArn: 'local',
  memoryLimitInMB: '0',
  awsRequestId: 'local',
  logGroupName: 'local',
  logStreamName: 'local',
  getRemainingTimeInMillis: () => longestRequestMilliseconds,
  /* eslint-disable @typescript-eslint/no-deprecated -- the type still asks for them; no handler calls them */
  done: refuseToEnd,
  fail: refuseToEnd,
  succeed: refuseToEnd,
  /* eslint-enable @typescript-eslint/no-deprecated */
};

function refuseToEnd(): never {
  throw new Error('a handler ends by its promise');
}
