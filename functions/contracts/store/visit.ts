import * as z from 'zod';

/** What the pages keep of a browser between two requests, sealed: there is no cookie but the visit's id. */
export const visitSchema = z.strictObject({
  /** Who is signed in. Roles are not kept: they are read at each decision. */
  staff: z.strictObject({ userId: z.string(), accessToken: z.string(), idToken: z.string() }).exactOptional(),
  /** A sign-in that is under way at the identity provider. */
  signIn: z
    .strictObject({ state: z.string(), nonce: z.string(), codeVerifier: z.string(), returnTo: z.string() })
    .exactOptional(),
  /** The claim that was opened with its reference and access code. */
  claim: z.strictObject({ reference: z.string(), accessCode: z.string() }).exactOptional(),
  /** The claim form being filled in. */
  draftId: z.string().exactOptional(),
  /** Said once, on the next page. */
  notice: z.string().exactOptional(),
});

export type Visit = z.infer<typeof visitSchema>;
