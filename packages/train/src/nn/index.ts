export { linear, type LinearOptions } from "./linear.js";
export { Module, type ModuleParts } from "./module.js";
export { Parameter, type Initializer } from "./parameter.js";
export { Scope } from "./scope.js";
export { sequential } from "./sequential.js";
