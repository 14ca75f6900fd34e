/**
 * The library and the trainer in a real page: Debian's Chromium, on wasm and on WebGPU (SwiftShader, a GPU in
 * software, so that no GPU is needed).
 */
import { existsSync, mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shortRun, type ShortRun } from "./support/browserRun.js";

const executable = ["/usr/bin/chromium", process.env["CHROMIUM"] ?? ""].find(
  (path) => path && existsSync(path),
);
if (!executable) console.warn("skipped: no Chromium at /usr/bin/chromium or in $CHROMIUM");

const QUIET = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const SOFTWARE_GPU = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
];

describe.skipIf(!executable)("in a page", () => {
  let server: Server;
  let context: BrowserContext;
  let page: Page;
  let onNode: ShortRun;

  beforeAll(async () => {
    onNode = await shortRun("wasm");
    const bundle = await rolldown({
      input: fileURLToPath(new URL("support/browserRun.ts", import.meta.url)),
      platform: "browser",
    });
    const { output } = await bundle.generate({ codeSplitting: false });
    const html = `<!doctype html><title>Lehr</title><script type="module" src="/run.js"></script>`;
    server = createServer((request, response) => {
      const isScript = request.url === "/run.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? output[0].code : html);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "lehr-page-")), {
      executablePath: executable!,
      args: ["--no-sandbox", ...QUIET, ...SOFTWARE_GPU],
    });
    page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => "shortRun" in globalThis);
  });

  afterAll(async () => {
    await context?.close();
    server?.close();
  });

  const inPage = (device: "wasm" | "webgpu"): Promise<ShortRun> =>
    page.evaluate(
      (wanted) => (globalThis as unknown as { shortRun: typeof shortRun }).shortRun(wanted),
      device,
    );

  it.each(["wasm", "webgpu"] as const)(
    "%s gives Node's rates, and its losses to float32's tolerance",
    async (device) => {
      const there = await inPage(device);
      expect(there.device).toBe(device);
      expect(there.rates).toEqual(onNode.rates);
      there.losses.forEach((loss, step) =>
        expect(Math.abs(loss / onNode.losses[step]! - 1)).toBeLessThan(1e-5),
      );
    },
  );
});
