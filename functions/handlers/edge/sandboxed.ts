/** Of a file that a stranger made: whatever shows it takes it for nothing else, and runs nothing in it. */
export const sandboxed = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
} as const;
