import { edge } from '../../../container/edge.ts';
import { createReadMeHandler } from './handler.ts';

export const { handler } = createReadMeHandler(edge);
