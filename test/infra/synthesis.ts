import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** CloudFormation's JSON, read freely: a member that is not there fails the test that reads it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Cfn = any;

export interface CfnResource {
  readonly Type: string;
  readonly Properties: Cfn;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** One stack's template, and ways to look things up in it. */
export class Template {
  readonly resources: Readonly<Record<string, CfnResource>>;
  readonly text: string;

  constructor(file: string) {
    this.text = readFileSync(file, 'utf8');
    this.resources = JSON.parse(this.text).Resources;
  }

  of(type: string): readonly [logicalId: string, resource: CfnResource][] {
    return Object.entries(this.resources).filter(([, { Type }]) => Type === type);
  }

  only(type: string): CfnResource {
    const all = this.of(type);
    if (all.length !== 1) throw new Error(`${String(all.length)} of ${type}`);
    return all[0]![1];
  }
}

export type StackName = 'Stateful' | 'Workflows' | 'Api' | 'Edge';

export interface Synthesis {
  /** Templates by stage and stack. */
  readonly stages: Readonly<Record<string, Partial<Record<StackName, Template>>>>;
  /** Where the functions' bundles lie, by name. */
  readonly bundles: string;
  remove(): void;
}

/** The whole synthesis as `npm run synth` does it, security rules and all, in a folder of its own. */
export async function synthesise(): Promise<Synthesis> {
  const folder = mkdtempSync(join(tmpdir(), 'huimin-cdk-'));
  await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', 'infra/bin/app.ts'], {
    env: { ...process.env, CDK_OUTDIR: folder, NODE_OPTIONS: '' },
    maxBuffer: 1e8,
  });
  const stages = readdirSync(folder)
    .filter((name) => name.startsWith('assembly-'))
    .map((assembly) => {
      const manifest = JSON.parse(readFileSync(join(folder, assembly, 'manifest.json'), 'utf8'));
      const stacks = Object.values<Cfn>(manifest.artifacts)
        .filter(({ type }) => type === 'aws:cloudformation:stack')
        .map(({ displayName, properties }) => [
          displayName.split(/[/ ]/).find((part: string) => /^(Stateful|Workflows|Api|Edge)$/.test(part)),
          new Template(join(folder, assembly, properties.templateFile)),
        ]);
      return [assembly.replace('assembly-', ''), Object.fromEntries(stacks)];
    });
  return {
    stages: Object.fromEntries(stages),
    bundles: join(folder, 'functions'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Intrinsic functions flattened to text: references as `<…>`, so that ARNs can be compared and read. */
export function shown(value: Cfn): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `<${String(value.Ref)}>`;
  if ('Fn::GetAtt' in value) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::ImportValue' in value) return `<${shown(value['Fn::ImportValue'])}>`;
  if ('Fn::GetStackOutput' in value) return `<${String(value['Fn::GetStackOutput'].OutputName)}>`;
  if ('Fn::Join' in value) return value['Fn::Join'][1].map(shown).join(value['Fn::Join'][0]);
  return JSON.stringify(value);
}

/** Every statement that allows something, of a role or policy. */
export function statementsOf({ Properties }: CfnResource): readonly Cfn[] {
  const documents = [
    Properties.PolicyDocument,
    ...(Properties.Policies ?? []).map(({ PolicyDocument }: Cfn) => PolicyDocument),
  ];
  return documents.flatMap((document) => document?.Statement ?? []);
}

export function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}
