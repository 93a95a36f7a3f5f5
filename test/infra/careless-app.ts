// The app of infra/ with a bucket that breaks a security rule, synthesised into the folder that is named.
import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { huiminApp } from '../../infra/huimin-app.ts';

const app = huiminApp([], new Map(), process.argv[2]);
new Bucket(new Stack(app, 'Careless'), 'Open');
app.synth();
