/** The largest bank message that is taken by form: some 40,000 entries. Banks page their statements well before. */
export const maxUploadedMessageBytes = 32 * 1024 * 1024;
