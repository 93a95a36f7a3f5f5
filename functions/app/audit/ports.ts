/**
 * Write-once storage outside the table, where each seal is anchored: a bucket under Object Lock there, an append-only
 * file here. Whoever can rewrite the table cannot rewrite this.
 */
export interface AuditAnchors {
  /**
   * Anchors a seal, once and for all; on disk when it resolves.
   * @param text the seal as one line, without its end
   * @returns what is anchored under that number: this text, or whatever was there first
   */
  anchor(seal: number, text: string): Promise<string>;
  /** @returns undefined where nothing is anchored */
  read(seal: number): Promise<string | undefined>;
}
