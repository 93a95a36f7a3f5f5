export * from 'zod';

/**
 * zod's `compile` gives back the schema as it is where it cannot make it faster; here it never does. A function parses
 * a few messages in its life, and generating code for them at its start costs more than it saves.
 * @public in place of zod's own, for functions' bundles
 */
export function compile<Schema>(schema: Schema): Schema {
  return schema;
}
