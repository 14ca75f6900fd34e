export { writeFileAtomically } from "./atomic.js";
export { CheckpointFolder, type FoundCheckpoint } from "./checkpointFolder.js";
export { ioError } from "./ioError.js";
export { lastEvent } from "./lastEvent.js";
export { eventLine, readEvents, type RunEvent } from "./runEvents.js";
export { RunFolder, type Resumed } from "./runFolder.js";
export { readRunHeader, type RunHeader } from "./runHeader.js";
