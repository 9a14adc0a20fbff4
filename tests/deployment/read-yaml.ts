import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type * as z from 'zod'

/** A file of the project, with aliases and merge keys resolved, as the schema sees it: what it does not know is a fault. */
export async function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.output<Schema>> {
  return schema.parse(parse(await readFile(file, 'utf8'), { merge: true }))
}
