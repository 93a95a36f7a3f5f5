/** Who acted, without the prefix of ids. */
export function userName(userId: string): string {
  return userId.replace(/^user-/, '');
}
