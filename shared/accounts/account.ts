import * as z from 'zod'
import { Address } from '../delivery/address.ts'
import { Role } from '../platform/auth/role.ts'
import { Timestamp } from '../values.ts'

/** As `customer_view` and `GET /me` answer it. */
export const Account = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: Role,
    birthDate: z.iso
      .date()
      .nullable()
      .meta({ description: 'Declared by its owner; asked for goods with an age limit.' }),
    addresses: z.array(Address),
    createdAt: Timestamp,
  })
  .meta({ id: 'Account' })
export type Account = z.output<typeof Account>

export const Tokens = z
  .object({
    accessToken: z.string().meta({ description: 'A JWT. Send it as Authorization: Bearer.' }),
    expiresIn: z.int().positive().meta({ description: 'Seconds until the access token lapses.' }),
    refreshToken: z.string().meta({ description: 'Good for one use: each refresh answers the next.' }),
  })
  .meta({ id: 'Tokens' })
export type Tokens = z.output<typeof Tokens>
