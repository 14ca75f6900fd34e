import { defaultDevice, init } from "@jax-js/jax";
import { LehrError } from "lehr";

/** Where the numbers are crunched. */
export type Device = "wasm" | "webgpu";

/** What a user may ask for. `auto` takes WebGPU where it is there at once, and wasm everywhere else. */
export type DeviceChoice = Device | "auto";

/**
 * Chooses the device for everything that follows. Without a call it is wasm, which is everywhere and gives
 * the same bytes on every run. In Node, WebGPU needs the optional `webgpu` package.
 *
 * @returns the device that was taken
 * @throws LehrError NO_DEVICE when WebGPU is asked for by name and is not there, with what is missing.
 */
export async function useDevice(choice: DeviceChoice): Promise<Device> {
  const missing = choice === "wasm" ? "not asked for" : await withoutWebGPU();
  if (missing !== undefined && choice === "webgpu") throw new LehrError("NO_DEVICE", `webgpu: ${missing}`);
  const device = missing === undefined ? "webgpu" : "wasm";
  await init(device);
  defaultDevice(device);
  return device;
}

/** The device that new arrays go to. */
export function currentDevice(): Device {
  return defaultDevice() as Device;
}

/** The part of WebGPU that is asked here; TypeScript's DOM library does not describe it. */
interface Gpu {
  requestAdapter(): Promise<object | null>;
}

function gpuHere(): Gpu | undefined {
  return (globalThis as { navigator?: { gpu?: Gpu } }).navigator?.gpu;
}

/** Why WebGPU cannot be used here, or undefined when it can. */
async function withoutWebGPU(): Promise<string | undefined> {
  const isNode = typeof process !== "undefined" && process.versions?.node !== undefined;
  if (isNode && !gpuHere()) {
    const refused = await provideNodeWebGPU();
    if (refused !== undefined) return refused;
  }
  const gpu = gpuHere();
  if (!gpu) return "this browser has no WebGPU; use wasm";
  return (await gpu.requestAdapter()) ? undefined : "no GPU was found (or its driver is too old); use wasm";
}

/** Puts the `webgpu` package where browsers have `navigator.gpu`. */
async function provideNodeWebGPU(): Promise<string | undefined> {
  let dawn: { create(options: string[]): Gpu; globals: object };
  let value: Gpu;
  try {
    dawn = (await import("webgpu" as string)) as typeof dawn;
    value = dawn.create([]);
  } catch (error) {
    return whyNotLoaded(error as NodeJS.ErrnoException);
  }
  Object.assign(globalThis, dawn.globals);
  const gpu = { value, configurable: true };
  if (globalThis.navigator) {
    Object.defineProperty(navigator, "gpu", gpu);
  } else {
    // Node 20 has no navigator; the engine reads this much of it.
    const navigator = Object.defineProperty({ userAgent: `Node.js/${process.versions.node}` }, "gpu", gpu);
    Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  }
  return undefined;
}

/** What to do about a `webgpu` package that did not load: one that is there and broken must not be installed. */
export function whyNotLoaded({ code, message }: NodeJS.ErrnoException): string {
  return code === "ERR_MODULE_NOT_FOUND" && message.includes("package 'webgpu'")
    ? "Node needs the optional package: npm install webgpu@0.6.2"
    : `the package webgpu is there but does not load: ${message}`;
}
