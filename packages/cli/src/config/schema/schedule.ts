import { z } from "zod";

/**
 * A schedule, which the library reads: its errors name the place better than a schema can. Editors get
 * `scheduleJsonSchema` instead.
 */
export const schedule = z.unknown().default({ constant: {} });
