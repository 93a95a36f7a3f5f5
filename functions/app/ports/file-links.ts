/** Leave to fetch a file past the API, where it is larger than an answer may be. */
export interface FileLinks {
  /** @returns an address that gives the file, under that name, to whoever asks within a minute */
  issue(key: string, as: { readonly name: string; readonly mediaType: string }): Promise<string>;
}
