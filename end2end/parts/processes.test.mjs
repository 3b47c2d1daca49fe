import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { freePort, startChild, waitUntil } from './processes.mjs';

test('a chosen port stays free until the one it is for listens there', async () => {
  const ports = [];
  for (let at = 0; at < 300; at += 1) ports.push(await freePort());
  assert.equal(new Set(ports).size, ports.length, 'none is chosen twice');

  // Who asks for any port, and who connects, gets one from here.
  const range = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => '49152 65535');
  const [first, last] = range.split(/\s+/).map(Number);
  assert.deepEqual(ports.filter((port) => port >= first && port <= last), []);

  assert.notEqual(await freePort(ports[0]), ports[0], 'nor is it taken by who would rather have it');
});

test('why a program ended is told with the end of its log', async (t) => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'lerarenregister-'));
  t.after(() => rm(dir, { recursive: true }));
  const log = path.join(dir, 'kind.log');
  const child = await startChild('kind', process.execPath, ['-e', 'console.error("de poort is bezet"); setTimeout(() => process.exit(3), 50)'], { log });
  assert.equal(await child.whyEnded(), undefined);

  const waiting = waitUntil(async () => false, { withinMs: 20_000, what: 'kind starten', giveUp: child.whyEnded });
  await assert.rejects(waiting, /kind starten: gestopt, zie .*kind\.log\n.*de poort is bezet/s);
});
