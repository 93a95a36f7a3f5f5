import { App, Stage as CdkStage, Validations } from 'aws-cdk-lib';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import type { FunctionBundle } from './assets/bundle-functions.ts';
import { crossStackReferences } from './cross-stack-references.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { StatefulStack } from './stacks/stateful-stack.ts';
import { WorkflowsStack } from './stacks/workflows-stack.ts';
import type { Stage } from './stages.ts';

/** Every stage's stacks over the same bundles, with the security rules attached. */
export function huiminApp(
  stages: readonly Stage[],
  bundles: ReadonlyMap<string, FunctionBundle>,
  outdir?: string,
): App {
  const context = { ...flags, [crossStackReferences]: 'strong' };
  const app = new App({ context, ...(outdir === undefined ? {} : { outdir }) });
  for (const stage of stages) addStage(app, stage, bundles);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

function addStage(app: App, stage: Stage, bundles: ReadonlyMap<string, FunctionBundle>): void {
  const scope = new CdkStage(app, stage.name, { env: { region: stage.region } });
  const named = (name: string) => ({ stackName: `huimin-${stage.name}-${name}` });
  const edge = stage.behindCloudfront
    ? new EdgeStack(scope, 'Edge', {
        ...named('edge'),
        stage,
        env: { region: 'us-east-1' },
        crossRegionReferences: true,
      })
    : undefined;
  const stateful = new StatefulStack(scope, 'Stateful', { ...named('stateful'), stage });
  new WorkflowsStack(scope, 'Workflows', { ...named('workflows'), stage, bundles, stateful });
  new ApiStack(scope, 'Api', {
    ...named('api'),
    stage,
    bundles,
    stateful,
    webAclArn: edge?.webAclArn,
    crossRegionReferences: true,
  });
}
