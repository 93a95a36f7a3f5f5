import { Metrics } from '@aws-lambda-powertools/metrics';

/** Metrics as log lines; service and namespace come from the environment (POWERTOOLS_*). */
export const metrics = new Metrics();
