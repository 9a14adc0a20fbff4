/**
 * The statement that calls a routine. It stores the request's id in a setting of its transaction, from which rows written
 * at any depth of the routine take it.
 */
export function callStatement(routine: string, argument: unknown, requestId: string | undefined) {
  const values = [JSON.stringify(argument)]
  if (requestId === undefined) return { name: routine, text: `select ${routine}($1::jsonb) as result`, values }
  const text = `with setting as materialized (select set_config('larder.request_id', $2, true))
    select ${routine}($1::jsonb) as result from setting`
  return { name: `${routine}:request`, text, values: [...values, requestId] }
}
