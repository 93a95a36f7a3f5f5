import type * as z from 'zod';

/** @throws at the cold start, so that a deployment that lacks a setting shows at once */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment has no ${name}`);
  return value;
}

/** A setting in JSON. @throws when it is not what the schema says */
export function jsonSetting<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(JSON.parse(setting(name)));
  if (!parsed.success) throw new Error(`the setting ${name} cannot be read`, { cause: parsed.error });
  return parsed.data;
}
