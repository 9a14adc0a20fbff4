import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type * as z from 'zod'

/** Parses a YAML file of the project, with aliases and merge keys resolved. */
export async function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.output<Schema>> {
  return schema.parse(parse(await readFile(file, 'utf8'), { merge: true }))
}
