import * as z from 'zod'
import { plainIssue } from '../../shared/platform/plain-issue.ts'
import { environment } from '../environment.ts'

/** Where an endpoint listens: for this machine only, unless HOST says otherwise. */
export const listenAt = (port: number) => ({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be 0 to 65535')
    .max(65_535, 'must be 0 to 65535')
    .default(port),
  HOST: z
    .union([z.ipv4(), z.ipv6()], 'must be an address of this machine, such as 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
})

/** Reads the variables of an endpoint. Ends the process with a line for each fault, without values. */
export function readSettings<Settings extends z.ZodType>(schema: Settings): z.output<Settings> {
  const given = Object.fromEntries(Object.entries(environment()).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given, { error: plainIssue })
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`)
  process.stderr.write(`The environment variables are not valid:\n${lines.join('\n')}\n`)
  process.exit(2)
}

/** Ends the process with one line when the endpoint cannot listen. */
export function exitOnListenError(error: unknown): never {
  process.stderr.write(`The endpoint cannot listen: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
