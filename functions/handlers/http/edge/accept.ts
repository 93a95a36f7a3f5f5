/**
 * Whether an Accept header (RFC 9110, 12.5.1) likes a media type better than JSON. Who says nothing, or takes anything,
 * gets JSON.
 */
export function prefers(mediaType: 'text/csv' | 'text/html', accept: string | undefined): boolean {
  // A header of 8 KB could name thousands; what stands after the first twenty is not looked at.
  const ranges = (accept ?? '*/*').split(',', 20).map((range) => {
    const [type = '', ...parameters] = range.trim().toLowerCase().split(';');
    const weight = /^\s*q=([\d.]{1,5})\s*$/.exec(parameters.find((text) => /^\s*q=/.test(text)) ?? '')?.[1];
    return { type: type.trim(), weight: Number(weight ?? 1) };
  });
  // The most specific range that covers the type is the one that counts.
  const weightOf = (type: string): number =>
    [type, type.replace(/\/.*/, '/*'), '*/*'].reduce<number | undefined>(
      (found, name) => found ?? ranges.find((range) => range.type === name)?.weight,
      undefined,
    ) ?? 0;
  return weightOf(mediaType) > weightOf('application/json');
}
