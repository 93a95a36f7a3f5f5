import { contracts } from '../../../container/contracts.ts';
import { publicEdge } from '../../../container/public-edge.ts';
import { createReadOpenapi } from '../handler.ts';

export const { handler } = createReadOpenapi({ ...publicEdge, contracts });
