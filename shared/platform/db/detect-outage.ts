import * as z from 'zod'

const WithCode = z.object({ code: z.string() })

/** The database cannot be reached. Drivers report this in many ways, some without a code. 08006 is connection_failure. */
class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
  code = '08006'
}

/** Converts an error without a code into an outage: all errors of Postgres itself have a code. */
export async function detectOutage<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (error) {
    if (WithCode.safeParse(error).success) throw error
    throw new DatabaseUnavailable(error instanceof Error ? error.message : String(error))
  }
}
