import { publicEdge } from '../../../container/public-edge.ts';
import { createReadMetrics } from '../handler.ts';

// A function knows no other's counts, and forgets its own: they are in CloudWatch.
const notice = '# This home keeps its measurements in CloudWatch, namespace Huimin.\n';

export const { handler } = createReadMetrics({
  ...publicEdge,
  renderMetrics: () => Promise.resolve(notice),
});
