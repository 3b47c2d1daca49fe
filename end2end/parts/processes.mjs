/**
 * Child processes and ports: what every part on a developer's machine needs
 * to start next to others and to leave nothing behind.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';

/** Where ports are chosen: below those that a system gives to who asks for any, as each connection of a test does. */
const [FIRST_PORT, LAST_PORT] = [15_000, 32_000];
/** What this process chose before: it may listen there only later. @type {Set<number>} */
const chosen = new Set();

/**
 * A port of the loopback address that nobody uses, and that no connection gets by chance before somebody listens there.
 * @param {number} [preferred] the port to take when it is free and such a port, so that an address survives a restart
 * @returns {Promise<number>}
 */
export async function freePort(preferred) {
  for (let port = preferred ?? 0; ; port = randomInt(FIRST_PORT, LAST_PORT)) {
    if (!port || port > LAST_PORT || chosen.has(port) || !(await canListen(port))) continue;
    chosen.add(port);
    return port;
  }
}

/** @param {number} port @returns {Promise<boolean>} */
function canListen(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** How much of a log is told when its program ended. */
const LAST_LINES = 15;

/**
 * A running child in its own process group: a Ctrl-C in the terminal reaches
 * only the parent, which then stops the children in the right order.
 * @typedef {object} Child
 * @property {string} name
 * @property {number} pid
 * @property {Promise<number>} ended resolves with the exit code (128 and up for a signal)
 * @property {() => boolean} running
 * @property {() => Promise<string | undefined>} whyEnded nothing while it runs; else where its log is, and the end of it
 * @property {(signal?: NodeJS.Signals, patienceMs?: number) => Promise<void>} stop asks, waits, then kills the group
 */

/**
 * Starts a program with its output in a log file.
 * @param {string} name
 * @param {string} program
 * @param {string[]} args
 * @param {{ log: string, env?: NodeJS.ProcessEnv, cwd?: string, uid?: number, gid?: number }} options
 * @returns {Promise<Child>}
 */
export async function startChild(name, program, args, { log, ...options }) {
  await mkdir(path.dirname(log), { recursive: true });
  const out = createWriteStream(log, { flags: 'a' });
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  child.stdout.pipe(out, { end: false });
  child.stderr.pipe(out, { end: false });
  let running = true;
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      out.write(`${error.message}\n`);
      running = false;
      resolve(127);
    });
    child.once('exit', (code, signal) => {
      running = false;
      resolve(code ?? (signal ? 128 : 1));
    });
  });
  const closed = new Promise((resolve) => child.once('close', () => out.end(resolve)));
  return {
    name,
    pid: child.pid ?? -1,
    ended,
    running: () => running,
    whyEnded: async () => {
      if (running) return undefined;
      // What it wrote last is still on its way; a child of its own may hold the line open.
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1_000))]);
      const lines = (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n');
      return [`gestopt, zie ${log}`, ...lines.slice(-LAST_LINES)].join('\n');
    },
    stop: async (signal = 'SIGTERM', patienceMs = 15_000) => {
      if (!running) return;
      child.kill(signal);
      const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), patienceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  if (!pid) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}

/** @param {number} pid @returns {boolean} whether a process with this number runs */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Asks a question again until the answer is yes.
 * @param {() => Promise<boolean>} question an error counts as no
 * @param {{ withinMs: number, everyMs?: number, what: string, giveUp?: () => Promise<string | undefined> }} patience
 *   `giveUp` returns the reason when waiting has become useless
 */
export async function waitUntil(question, { withinMs, everyMs = 150, what, giveUp }) {
  const end = Date.now() + withinMs;
  for (;;) {
    if (await question().catch(() => false)) return;
    const reason = await giveUp?.();
    if (reason) throw new Error(`${what}: ${reason}`);
    if (Date.now() > end) throw new Error(`${what}: niet gelukt binnen ${Math.round(withinMs / 1000)} s`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/**
 * Runs `close` once when the process is asked to end (Ctrl-C, SIGTERM, a closed terminal), then ends it.
 * @param {() => Promise<void>} close
 */
export function onEnd(close) {
  let ending = false;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, async () => {
      if (ending) return;
      ending = true;
      await close().catch((error) => console.error(error));
      process.exit(signal === 'SIGINT' ? 130 : 0);
    });
  }
}
