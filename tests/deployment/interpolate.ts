/**
 * Interpolation of variables as in Compose: `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?reason}`, nested.
 * https://docs.docker.com/reference/compose-file/interpolation/
 * @throws the reason for a required variable that is missing
 */
export function interpolate(text: string, env: Readonly<Record<string, string>>): string {
  const start = text.indexOf('${')
  if (start === -1) return text
  const end = closingBrace(text, start + 2)
  const [, name = '', operator = '', rest = ''] = /^(\w+)(:?[-?]|)(.*)$/s.exec(text.slice(start + 2, end)) ?? []
  if (name === '') throw new Error(`not a variable: ${text}`)
  return `${text.slice(0, start)}${resolve(name, operator, rest, env)}${interpolate(text.slice(end + 1), env)}`
}

function resolve(name: string, operator: string, rest: string, env: Readonly<Record<string, string>>): string {
  const value = env[name]
  const isSet = value !== undefined && !(operator.startsWith(':') && value === '')
  if (isSet) return value
  if (operator.endsWith('?')) throw new Error(`${name}: ${rest}`)
  return interpolate(rest, env)
}

function closingBrace(text: string, from: number): number {
  let depth = 1
  for (let index = from; index < text.length; index++) {
    if (text.startsWith('${', index)) depth++
    else if (text[index] === '}' && --depth === 0) return index
  }
  throw new Error(`a brace is not closed: ${text}`)
}
