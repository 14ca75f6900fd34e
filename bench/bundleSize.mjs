/** Minified and gzipped bytes of what a page pays for an import. */
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

async function gzipped(code) {
  const bundle = await rolldown({
    input: "entry",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? id : undefined),
        load: (id) => (id === "entry" ? code : undefined),
      },
    ],
    cwd: new URL(".", import.meta.url).pathname,
  });
  const { output } = await bundle.generate({ minify: true });
  return gzipSync(output[0].code, { level: 9 }).length;
}

export async function run() {
  return {
    gzippedBytes: {
      CosineAnnealingLR: await gzipped('export { CosineAnnealingLR } from "lehr";'),
      root: await gzipped('export * from "lehr";'),
    },
    atMost: { CosineAnnealingLR: 2000, root: 16000 },
  };
}
