import fc from "fast-check";

// On a developer's machine every run draws anew. In CI a failure should be the change's, not the draw's.
if (process.env["CI"]) fc.configureGlobal({ seed: 20_261_123 });
