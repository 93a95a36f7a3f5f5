/** Carries words to people. What it is told twice it carries twice. */
export interface Messenger {
  /** @param number E.164, such as +8613800000000 */
  text(number: string, words: string): Promise<void>;
  /** To whoever of the finance office has asked to be told. */
  tellFinance(words: string): Promise<void>;
}

/** Carries words to people who gave an address for it. What it is told twice it carries twice. */
export interface Mailer {
  mail(address: string, subject: string, words: string): Promise<void>;
}
