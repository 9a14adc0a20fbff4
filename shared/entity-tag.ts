import * as z from 'zod'
import { type Success, success } from './outcome.ts'

/** A compressing proxy makes the tag weak (`W/"3"`). It is accepted, because the version is the same. */
const TAG = /^(?:W\/)?"([1-9][0-9]{0,8})"$/

/**
 * The precondition of a change (RFC 9110, 13.1.1): `If-Match: "3"` changes version 3 only. When it is absent or `*`, any
 * version is changed, which is safe because each change lists all fields that it changes.
 */
export const IfMatchHeaders = z.object({
  'if-match': z
    .string()
    .trim()
    .regex(/^(\*|(W\/)?"[^"]*")$/, 'must be * or one unchanged ETag with its quotes')
    // A malformed tag becomes version 0, which never matches.
    .transform((text) => (text === '*' ? undefined : Number(TAG.exec(text)?.[1] ?? 0)))
    .optional()
    .meta({
      type: 'string',
      description: 'The ETag of the version that was read. Returns 412 when another version is current.',
      example: '"3"',
    }),
})

/** Returns an editable value with its version as entity tag. */
export function withEntityTag<Value extends { version: number }>(value: Value): Success<Value> {
  return success(value, { etag: `"${value.version}"` })
}
