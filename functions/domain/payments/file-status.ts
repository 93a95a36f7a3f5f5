/** What is known of a file's way to the bank. */
export const fileStatuses = ['ready', 'sending', 'unknown', 'acknowledged'] as const;
