import * as z from 'zod'

const WithCode = z.object({ code: z.string() })

/** The database could not be asked. Drivers say so in many ways, some without a code; 08006 is connection_failure. */
class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
  code = '08006'
}

/** Gives what a driver answers; what it rejects with but no code is an outage: Postgres's own errors all have one. */
export async function reached<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (error) {
    if (WithCode.safeParse(error).success) throw error
    throw new DatabaseUnavailable(error instanceof Error ? error.message : String(error))
  }
}
