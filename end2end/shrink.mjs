/**
 * Makes the WebAssembly of the site small, and packs what is sent as it will be
 * sent. cargo-leptos can do it too (`--release --precompress`), but starts
 * Binaryen anew for each part, one after another: minutes.
 */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

if (!isMainThread) await work();

/** Shrinks the WebAssembly in this folder, and packs it and the scripts. @param {string} folder of the site */
export async function shrink(folder) {
  const files = await bySize(folder);
  await Promise.all(Array.from({ length: availableParallelism() }, () => worker(files)));
}

/** The largest first, so that none of them is left for the end. @param {string} folder */
async function bySize(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(wasm|js|svg)$/.test(name));
  const files = names.map((name) => path.join(folder, name));
  const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(file)).size })));
  return sized.sort((one, other) => one.size - other.size).map(({ file }) => file);
}

/** One that takes files until there are no more. @param {string[]} files */
function worker(files) {
  return new Promise((done, failed) => {
    // It warns of each name that it leaves out; what goes wrong comes as an error.
    const one = new Worker(new URL(import.meta.url), { stderr: true });
    const next = () => {
      const file = files.pop();
      if (file) one.postMessage(file);
      else one.terminate().then(done, failed);
    };
    one.on('message', next).on('error', failed);
    next();
  });
}

async function work() {
  const { default: binaryen } = await import('binaryen');
  // As `wasm-opt -Oz` has them.
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  // What rustc may use of WebAssembly for this target.
  const { BulkMemory, BulkMemoryOpt, Multivalue, MutableGlobals, NontrappingFPToInt, ReferenceTypes, SignExt } = binaryen.Features;
  const features = BulkMemory | BulkMemoryOpt | Multivalue | MutableGlobals | NontrappingFPToInt | ReferenceTypes | SignExt;
  parentPort?.on('message', async (/** @type {string} */ file) => {
    let bytes = await readFile(file);
    if (file.endsWith('.wasm')) {
      const module = binaryen.readBinary(bytes);
      module.setFeatures(features);
      module.optimize();
      bytes = Buffer.from(module.emitBinary());
      module.dispose();
      await writeFile(file, bytes);
    }
    await writeFile(`${file}.br`, await brotli(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
    await writeFile(`${file}.gz`, await zip(bytes, { level: 9 }));
    parentPort?.postMessage(file);
  });
}
