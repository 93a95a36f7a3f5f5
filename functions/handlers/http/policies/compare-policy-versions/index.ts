import { edge } from '../../../container/edge.ts';
import { policies } from '../../../container/policies.ts';
import { createComparePolicyVersionsHandler } from './handler.ts';

export const { handler } = createComparePolicyVersionsHandler({ ...edge, policies });
