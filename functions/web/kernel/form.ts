/** What is wrong with one field, to be shown above the form and beside the field. */
export interface FieldError {
  /** The field's name, which is also its id. */
  readonly field: string;
  readonly message: string;
}
