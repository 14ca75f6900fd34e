import { expect, it } from "vitest";
import { whyNotLoaded } from "./device.js";

it("only a webgpu package that is missing is to be installed", () => {
  const missing = Object.assign(new Error("Cannot find package 'webgpu' imported from /app/device.js"), {
    code: "ERR_MODULE_NOT_FOUND",
  });
  expect(whyNotLoaded(missing)).toBe("Node needs the optional package: npm install webgpu@0.6.2");
  const broken = Object.assign(new Error("libvulkan.so.1: cannot open shared object file"), {
    code: "ERR_DLOPEN_FAILED",
  });
  expect(whyNotLoaded(broken)).toBe(
    "the package webgpu is there but does not load: libvulkan.so.1: cannot open shared object file",
  );
});
