import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Acknowledges resources with a wildcard in what a role or policy allows, each with its reason. cdk-nag takes no
 * acknowledgement of all at once: whatever is not named here still stops the synthesis.
 */
export function acknowledgeWildcards(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [resource, reason] of Object.entries(reasons)) {
    const shown = asShown(Stack.of(construct).resolve(resource));
    Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${shown}]`, reason });
  }
}

/** A value with references in it as cdk-nag writes it: `<AWS::AccountId>` where it stands in for one. */
function asShown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    if ('Ref' in value) return `<${String(value.Ref)}>`;
    if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
      // [separator, parts], the separator being empty.
      return value['Fn::Join'].flat().map(asShown).join('');
    }
  }
  throw new Error(`a resource that cdk-nag shows in a way unknown here: ${JSON.stringify(value)}`);
}
