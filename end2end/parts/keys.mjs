/** Key pairs and secrets of a developer's machine, made once and kept under `.run`. */
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeSigner } from './extract.mjs';

/**
 * The RSA key with which the server proves who it is at an issuer.
 * @param {string} dir
 * @param {string} name
 * @returns {Promise<{ privateKeyFile: string, publicJwk: Record<string, unknown> }>} a PKCS#8 PEM file and its public half
 */
export async function clientKey(dir, name) {
  const privateKeyFile = path.join(dir, `${name}.pem`);
  const pem = await kept(privateKeyFile, () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const jwk = createPublicKey(pem).export({ format: 'jwk' });
  return { privateKeyFile, publicJwk: { ...jwk, use: 'sig', kid: name } };
}

/**
 * The elliptic key (P-256) of a program of a supplier.
 * @param {string} dir
 * @param {string} name
 * @returns {Promise<{ privateKeyFile: string, publicJwk: Record<string, unknown> }>} a PKCS#8 PEM file and its public half
 */
export async function programKey(dir, name) {
  const privateKeyFile = path.join(dir, `${name}.pem`);
  const pem = await kept(privateKeyFile, () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const jwk = createPublicKey(pem).export({ format: 'jwk' });
  return { privateKeyFile, publicJwk: { ...jwk, use: 'sig', kid: 'een' } };
}

/**
 * The keys with which an issuer signs: one RSA (RS256, PS256) and one elliptic (ES256).
 * @param {string} dir
 * @param {string} name
 */
export async function issuerKeys(dir, name) {
  const text = await kept(path.join(dir, `${name}.json`), () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    return JSON.stringify({
      keys: [
        { ...rsa, use: 'sig', kid: `${name}-rsa` },
        { ...elliptic, use: 'sig', kid: `${name}-ec` },
      ],
    });
  });
  return JSON.parse(text);
}

/**
 * Who signs the extracts of the Diplomaregister.
 * @param {string} dir
 * @returns {Promise<{ signerFile: string, authoritiesFile: string }>} a JSON file with the keys, and a PEM file with who vouches for them
 */
export async function extractSigner(dir) {
  const signerFile = path.join(dir, 'uittreksel.json');
  const { authority } = JSON.parse(await kept(signerFile, () => JSON.stringify(makeSigner())));
  const authoritiesFile = path.join(dir, 'uittreksel.pem');
  await kept(authoritiesFile, () => authority);
  return { signerFile, authoritiesFile };
}

/**
 * 32 random bytes in base64.
 * @param {string} dir
 * @param {string} name
 */
export function secret(dir, name) {
  return kept(path.join(dir, name), () => randomBytes(32).toString('base64'));
}

/**
 * The text of a file that is written the first time it is asked for. Written
 * with `wx`, so that two processes that start at once agree on one.
 * @param {string} file
 * @param {() => string} make
 */
async function kept(file, make) {
  const before = await readFile(file, 'utf8').catch(() => '');
  if (before) return before;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, make(), { mode: 0o600, flag: 'wx' }).catch((/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(file, 'utf8');
}
