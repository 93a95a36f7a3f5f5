import { areas } from '../../../container/areas.ts';
import { publicEdge } from '../../../container/public-edge.ts';
import { createListAreasHandler } from './handler.ts';

export const { handler } = createListAreasHandler({ ...publicEdge, areas });
