const account = 'arn:aws:states:local:000000000000';

export function machineArn(machine: string): string {
  return `${account}:stateMachine:${machine}`;
}

export function executionArn(machine: string, name: string): string {
  return `${account}:execution:${machine}:${name}`;
}

/** Undefined when it is no machine's ARN. */
export function machineOfArn(arn: string): string | undefined {
  return new RegExp(`^${account}:stateMachine:([^:]+)$`).exec(arn)?.[1];
}

export function executionOfArn(arn: string): { machine: string; name: string } | undefined {
  const [, machine, name] = new RegExp(`^${account}:execution:([^:]+):([^:]+)$`).exec(arn) ?? [];
  return machine === undefined || name === undefined ? undefined : { machine, name };
}
