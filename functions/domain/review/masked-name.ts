// The compound surnames common enough to matter; any other is one character.
const compoundSurnames = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '司徒',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '夏侯',
  '东方',
]);

/** "王小明" → "王**": what a public posting shows of a name (programmes.md, "Public posting"). */
export function maskedName(name: string): string {
  const characters = Array.from(name.trim());
  const firstTwo = characters.slice(0, 2).join('');
  const surname = characters.length > 2 && compoundSurnames.has(firstTwo) ? firstTwo : (characters[0] ?? '');
  return `${surname}**`;
}
