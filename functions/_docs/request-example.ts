interface Described {
  path: string
  method: string
  parameters: readonly { name: string; in: string; required?: boolean | undefined; schema: { example?: unknown } }[]
  /** The scheme of the token, if the operation accepts one. */
  token: 'account' | 'cron' | undefined
  tokenRequired: boolean
  body: unknown
}

const tokens = { account: '$TOKEN', cron: '$CRON_SECRET' }
/** `'` ends a quoted text in a shell; `'\''` is one inside of it. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** A request for `curl`, with the shop's address and what only the reader knows as variables of the shell. */
export function requestExample({ path, method, parameters, token, tokenRequired, body }: Described): string {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `$${variable(name)}`)
  const headers = parameters.filter((parameter) => parameter.in === 'header' && parameter.required === true)
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"$LARDER${url}${requiredQuery(parameters)}"`,
    ...(token === undefined || !tokenRequired ? [] : [`-H "Authorization: Bearer ${tokens[token]}"`]),
    ...headers.map(({ name, schema }) =>
      name === 'Idempotency-Key'
        ? `-H "Idempotency-Key: $(uuidgen)"`
        : `-H ${quoted(`${name}: ${String(schema.example ?? '…')}`)}`,
    ),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`]),
  ]
  return lines.join(' \\\n  ')
}

function requiredQuery(parameters: Described['parameters']): string {
  const query = parameters.filter((parameter) => parameter.in === 'query' && parameter.required === true)
  if (query.length === 0) return ''
  return `?${query.map(({ name, schema }) => `${name}=${String(schema.example ?? `$${variable(name)}`)}`).join('&')}`
}

/** `cartId` → `CART_ID` */
const variable = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
