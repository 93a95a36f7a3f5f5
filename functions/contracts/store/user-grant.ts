import * as z from 'zod';
import { isAreaCode, type AreaCode } from '../../domain/review/area.ts';
import { roles } from '../../domain/review/role.ts';

const areaSchema = z.custom<AreaCode>((value) => typeof value === 'string' && isAreaCode(value));

/** What a member of staff may do from its approval on, as two people say it: all their roles, in place of any before. */
export const userGrantSchema = z.object({
  /** The `sub` of their token. */
  userId: z.string(),
  grants: z.array(z.object({ role: z.enum(roles), areaCode: areaSchema })),
  /** Blind index of their own resident number: nobody acts for their own family. */
  residentIndex: z.exactOptional(z.string()),
});

export type UserGrant = z.infer<typeof userGrantSchema>;
