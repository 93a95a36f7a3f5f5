/** The kinds of file that evidence may be (contract.md). */
export const evidenceMediaTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;

export type EvidenceMediaType = (typeof evidenceMediaTypes)[number];

/** With which a file's name ends. */
export const evidenceExtensions: Readonly<Record<EvidenceMediaType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** What a file is announced as by a form that cannot know what will be chosen. */
export const unnamedMediaType = 'application/octet-stream';

export const announcedMediaTypes = [...evidenceMediaTypes, unnamedMediaType] as const;

export type AnnouncedMediaType = (typeof announcedMediaTypes)[number];

export const maxEvidenceBytes = 10 * 1024 * 1024;

/** How many bytes of a file its kind is told by. */
export const signatureBytes = 8;

const signatures: Readonly<Record<EvidenceMediaType, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** What a file is by its first bytes, whatever it was announced as; undefined when it is none of the kinds. */
export function evidenceMediaTypeOf(firstBytes: Uint8Array): EvidenceMediaType | undefined {
  return evidenceMediaTypes.find((type) => signatures[type].every((byte, at) => firstBytes[at] === byte));
}

/** Whether a file that was announced as something is evidence, and what it was announced as. */
export function isAsAnnounced(firstBytes: Uint8Array, announced: string): boolean {
  const mediaType = evidenceMediaTypeOf(firstBytes);
  return mediaType !== undefined && (announced === unnamedMediaType || announced === mediaType);
}
