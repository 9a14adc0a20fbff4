import * as z from 'zod'
import { callRoutine, type Database } from '../platform/db/database.ts'

const Waiting = z.object({ waiting: z.int(), oldestSeconds: z.int() })
/** `dead`: abandoned after the last attempt. GET /admin/outbox?status=dead lists them. */
const Outbox = Waiting.extend({ dead: z.int() })
export const Backlog = z.object({ outbox: Outbox, inbox: Waiting, expired: Waiting })

/** The due work of background jobs. */
export const readBacklog = (database: Database): Promise<z.output<typeof Backlog>> =>
  callRoutine(database, 'health_view', {}, Backlog)
