import type { StateMachine } from 'aws-local-stepfunctions';

/** A JSON value as the interpreter takes it (the domain's `Json`, but not read-only). */
export type EngineJson = Parameters<StateMachine['run']>[0];

export const parseJson: (text: string) => EngineJson = JSON.parse;

/** What a value is after a journey through JSON; nothing becomes null, as with Lambda. */
export function jsonText(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
