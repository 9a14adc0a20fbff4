import * as z from 'zod'

/** JSON with whole-line comments. */
export function readJsonc(text: string): unknown {
  return JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''))
}

const cron = z.string().regex(/^\S+( \S+){4}$/)

/** What we use of Wrangler's configuration, and nothing that it would not know. */
export const WranglerConfiguration = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,63}$/),
  main: z.string(),
  compatibility_date: z.iso.date(),
  no_bundle: z.literal(true),
  workers_dev: z.boolean(),
  // `*` only at the end; no query.
  routes: z.array(z.string().regex(/^[a-z0-9.-]+\/[^*?{}]*\*$/)).optional(),
  services: z.array(z.strictObject({ binding: z.string().regex(/^[A-Z_]+$/), service: z.string() })).optional(),
  triggers: z.strictObject({ crons: z.array(cron).min(1) }).optional(),
  observability: z.strictObject({ enabled: z.literal(true) }),
  vars: z.record(z.string(), z.string()),
  secrets: z.strictObject({ required: z.array(z.string()) }),
})
