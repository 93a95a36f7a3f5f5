import { originSecret } from '../../container/origin-secret.ts';
import { createCheckOrigin } from './handler.ts';

export const { handler } = createCheckOrigin({ secret: originSecret });
