/**
 * Plays the 40 cases against a sandbox, in JSON and in XML, and asks the
 * register what it saw.
 *
 *     node end2end/supplier/examine.mjs ADDRESS CLIENT KEY.pem [OIN]
 *
 * `ADDRESS` is that of the sandbox (`https://…/proef`), `KEY.pem` an elliptic
 * private key (P-256) whose public half the sandbox knows, with its `kid` `een`.
 */
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { CASES, Play } from './cases.mjs';
import { Register } from './client.mjs';

const NOTATIONS = /** @type {const} */ (['json', 'xml']);

/**
 * @param {Register} register of the sandbox
 * @param {(line: string) => void} say
 * @returns {Promise<{ passed: number, failed: number }>} cases in each notation, played by us and judged by the register
 */
export async function examine(register, say) {
  const play = await Play.start(register);
  const count = { passed: 0, failed: 0 };
  for (const notation of NOTATIONS) {
    /** @type {Map<number, string>} */
    const wrong = new Map();
    for (const { number, play: perform } of CASES) {
      try {
        await perform(play.in(notation));
      } catch (error) {
        wrong.set(number, error instanceof Error ? error.message : String(error));
      }
    }
    const { body } = await register.call('GET', `/proefhulp/keuring?notatie=${notation}`);
    for (const seen of body) {
      const why = wrong.get(seen.nummer) ?? (seen.geslaagd ? '' : `het register wacht op: ${seen.wachtOp}`);
      count[why ? 'failed' : 'passed'] += 1;
      say(`${why ? '✗' : '✓'} ${notation.padEnd(4)} ${String(seen.nummer).padStart(2)}  ${seen.naam}${why ? `\n          ${why}` : ''}`);
    }
  }
  return count;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [address, client, keyFile, oin] = process.argv.slice(2);
  const privateKey = createPrivateKey(await readFile(keyFile, 'utf8'));
  const register = new Register({ address, client, privateKey, keyId: 'een', oin });
  const { passed, failed } = await examine(register, console.log);
  console.log(`${passed} geslaagd, ${failed} niet`);
  process.exit(failed ? 1 : 0);
}
