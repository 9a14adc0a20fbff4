import * as z from 'zod'
import { cleanLines, cleanText } from '../clean-text.ts'

const line = z.string().overwrite(cleanText).min(1).max(200)

/** A delivery address. Only `line1` is required, because address formats differ too much between places. */
export const Address = z
  .strictObject({
    name: line.optional(),
    phone: line.optional(),
    line1: line,
    line2: line.optional(),
    district: line.optional(),
    city: line.optional(),
    region: line.optional(),
    postcode: line.optional(),
    country: line.optional(),
    notes: z.string().overwrite(cleanLines).max(500).optional(),
  })
  .meta({ id: 'Address', example: { name: '陳大文', line1: '皇后大道中 1 號', district: '中西區' } })
export type Address = z.output<typeof Address>
