/**
 * The statement that calls a routine. For a request its id becomes a setting of the transaction, which the statement is:
 * rows that the routine writes take it from there, however deep below.
 */
export function callStatement(routine: string, argument: unknown, requestId: string | undefined) {
  const values = [JSON.stringify(argument)]
  if (requestId === undefined) return { name: routine, text: `select ${routine}($1::jsonb) as result`, values }
  const text = `with setting as materialized (select set_config('larder.request_id', $2, true))
    select ${routine}($1::jsonb) as result from setting`
  return { name: `${routine}:request`, text, values: [...values, requestId] }
}
