import * as z from 'zod'
import { type Success, success } from './outcome.ts'

/** A proxy that compresses an answer makes its tag weak (`W/"3"`). The version is the same: it is taken too. */
const TAG = /^(?:W\/)?"([1-9][0-9]{0,8})"$/

/**
 * The precondition of a change (RFC 9110, 13.1.1): `If-Match: "3"` changes version 3 and no other. Absent, or `*`: whatever
 * is there, for each change names all that it changes.
 */
export const IfMatchHeaders = z.object({
  'if-match': z
    .string()
    .trim()
    .regex(/^(\*|(W\/)?"[^"]*")$/, 'must be one ETag as it came, with its quotes, or *')
    // A tag that never was one of ours matches nothing, as any other that is no longer the current one.
    .transform((text) => (text === '*' ? undefined : Number(TAG.exec(text)?.[1] ?? 0)))
    .optional()
    .meta({ type: 'string', description: 'The ETag that was read: another version answers 412.', example: '"3"' }),
})

/** A value that can be edited, with its version as its entity tag. */
export function withEntityTag<Value extends { version: number }>(value: Value): Success<Value> {
  return success(value, { etag: `"${value.version}"` })
}
