import { z } from "zod";
import { count, notNegative, oneOf, path, validation } from "./values.js";

const context = count.default(64).describe("How many characters the model looks at.");

export const data = oneOf({
  declarations: z
    .strictObject({ context, validation })
    .describe("The type declarations that come with the installed TypeScript, as text."),
  text: z
    .strictObject({ file: path.describe("A text file."), context, validation })
    .describe("Characters of a text file, each to be told from those before it."),
  idx: z
    .strictObject({
      images: path.describe("An IDX file of images, plain or gzip."),
      labels: path.describe("The IDX file of their labels, plain or gzip."),
      classes: count.default(10).describe("How many classes there are."),
      validation,
    })
    .describe("Images in the format of MNIST."),
  csv: z
    .strictObject({
      file: path.describe("A CSV or TSV file with a header."),
      target: z.string().min(1).describe("The column to predict: words are classes, numbers are numbers."),
      task: z
        .enum(["classification", "regression"])
        .optional()
        .describe("What to make of the target where its values leave it open."),
      ignore: z.array(z.string()).default([]).describe("Columns that the model does not see."),
      validation,
    })
    .describe("A table."),
  spirals: z
    .strictObject({
      classes: z.int().min(2).default(3).describe("Arms, one a class."),
      examples: count.default(1500).describe("Points, shared evenly among the arms."),
      noise: notNegative.default(0.02).describe("How far points lie beside their arm."),
      validation,
    })
    .describe("Points on interleaved spirals, made up on the spot."),
});
