/** Running other programs in sight of the person who waits. Needs nothing from npm. */
import { spawn, spawnSync } from 'node:child_process';

/** Programs that run now, to be stopped when we are. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a program with its output on the terminal.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, keep?: boolean }} [options] `keep`: give the output back too
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, args, { keep = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: keep ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    running.add(child);
    let output = '';
    for (const [stream, out] of /** @type {const} */ ([[child.stdout, process.stdout], [child.stderr, process.stderr]])) {
      stream?.on('data', (chunk) => {
        output += chunk;
        out.write(chunk);
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      console.error(error.message);
      resolve({ code: 127, output });
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * As {@link run}, for a step without which there is no going on.
 * @param {string} program
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export async function must(program, args, options) {
  const { code } = await run(program, args, options);
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} mislukte (${code})`);
}

/** Stops what runs now. */
export function stopCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * What a program says, or nothing when it is missing or fails.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function ask(program, args, env = process.env) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', env });
  return status === 0 ? stdout.trim() : undefined;
}

/** Seconds as people say them. @param {number} ms */
export function duration(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
