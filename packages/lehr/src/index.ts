export { LehrError, type ErrorCode } from "./error.js";
export type { Optimizer, ParamGroup } from "./scheduler/optimizer.js";
export type { Finding } from "./finding.js";
