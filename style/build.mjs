// Bundles the vendor component CSS (only what the pages use) and the own theme into one stylesheet
// whose name tells its content, with the fonts beside it: node style/build.mjs OUT_DIR
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const root = fileURLToPath(new URL(".", import.meta.url));
const out = process.argv[2];
if (!out) throw new Error("usage: node style/build.mjs OUT_DIR");

const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const vendor = Object.keys(dependencies)
  .filter((name) => name.startsWith("@utrecht/"))
  .map((name) => readFileSync(join(root, "node_modules", name, "dist/index.css"), "utf8"))
  .join("\n")
  // Comments and character sets stand in the way of the purge; the notices are in NOTICE.md.
  .replace(/\/\*[\s\S]*?\*\/|@charset "[^"]*";/g, "");

const LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const LATIN_EXT = "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";
const FONTS = [
  { family: "Figtree Variable", name: "figtree", file: "figtree-latin-wght-normal.woff2", range: LATIN, weight: "300 900" },
  { family: "Figtree Variable", name: "figtree", file: "figtree-latin-ext-wght-normal.woff2", range: LATIN_EXT, weight: "300 900" },
  {
    family: "Atkinson Hyperlegible Mono Variable",
    name: "atkinson-hyperlegible-mono",
    file: "atkinson-hyperlegible-mono-latin-wght-normal.woff2",
    range: LATIN,
    weight: "200 800",
  },
];

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, "fonts"), { recursive: true });
// Like the stylesheet, a font may be kept forever: another content has another name.
const fonts = FONTS.map((font) => {
  const content = readFileSync(join(root, "node_modules/@fontsource-variable", font.name, "files", font.file));
  const path = `fonts/${font.file.replace(".woff2", `.${hash(content)}.woff2`)}`;
  writeFileSync(join(out, path), content);
  return { ...font, path };
});
const faces = fonts
  .map(
    ({ family, path, range, weight }) =>
      `@font-face{font-family:"${family}";font-style:normal;font-display:swap;font-weight:${weight};` +
      `src:url("${path}") format("woff2");unicode-range:${range}}`,
  )
  .join("");

const pages = sources(join(root, "../app/src"));
const [purged] = await new PurgeCSS().purge({
  content: pages,
  css: [{ raw: vendor }],
  safelist: { standard: [/--invalid$/, /--disabled$/, /--busy$/, /aria-/] },
  dynamicAttributes: ["aria-current", "aria-selected", "aria-expanded", "open", "disabled"],
});
const theme = readFileSync(join(root, "theme.css"), "utf8");
const { code } = transform({
  filename: "lr.css",
  code: Buffer.from(faces + purged.css + theme),
  minify: true,
  targets: { chrome: 105 << 16, firefox: 115 << 16, safari: (15 << 16) | (4 << 8) },
});

const name = `lr.${hash(code)}.css`;
writeFileSync(join(out, name), code);
writeFileSync(join(out, `${name}.br`), brotliCompressSync(code));
writeFileSync(join(out, `${name}.gz`), gzipSync(code, { level: 9 }));
writeFileSync(join(out, "style.json"), JSON.stringify({ css: `/style/${name}`, font: `/style/${fonts[0].path}` }));

/** What the content is called by. */
function hash(content) {
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}

/** All Rust sources below a folder. */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".rs"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
