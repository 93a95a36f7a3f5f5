import { areas } from '../../../container/areas.ts';
import { contactOf } from '../../../container/contacts.ts';
import { publicEdge } from '../../../container/public-edge.ts';
import { createListAreasHandler } from './handler.ts';

export const { handler } = createListAreasHandler({ ...publicEdge, areas, contactOf });
