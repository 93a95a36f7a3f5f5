import { join } from 'node:path';
import { bundleFunctions } from '../assets/bundle-functions.ts';
import { projectRoot } from '../assets/project-root.ts';
import { huiminApp } from '../huimin-app.ts';
import { stages } from '../stages.ts';

const bundles = await bundleFunctions(join(projectRoot, 'cdk.out/functions'));
huiminApp(stages, bundles).synth();
