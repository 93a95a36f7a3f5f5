import { join } from 'node:path';
import { bundleFunctions } from '../assets/bundle-functions.ts';
import { projectRoot } from '../assets/project-root.ts';
import { huiminApp } from '../huimin-app.ts';
import { stages } from '../stages.ts';

// The CLI says where it wants the assembly; the bundles go with it.
const out = process.env.CDK_OUTDIR ?? join(projectRoot, 'cdk.out');
const bundles = await bundleFunctions(join(out, 'functions'));
huiminApp(stages, bundles).synth();
