import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** The firewall before CloudFront. AWS keeps those in us-east-1 alone, whatever region the rest is in. */
export class EdgeStack extends Stack {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: Stage }) {
    super(scope, id, props);
    const rules = [
      managed('AWSManagedRulesAmazonIpReputationList'),
      managed('AWSManagedRulesKnownBadInputsRuleSet'),
      // Bodies over 8 KB are what we take: bank files, claims with many children. Each route has its own limit.
      managed('AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY']),
      {
        name: 'TooMany',
        action: { block: { customResponse: { responseCode: 429 } } },
        statement: { rateBasedStatement: { limit: stage.requestsPerAddress, aggregateKeyType: 'IP' } },
      },
    ];
    const acl = new CfnWebACL(this, 'Firewall', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible('Firewall'),
      rules: rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visible(rule.name) })),
    });
    this.webAclArn = acl.attrArn;
  }
}

/** @param counted rules of the group that only count */
function managed(name: string, counted: readonly string[] = []) {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  };
}

function visible(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
