import { type RefusalCode, refusals } from './refusals.ts'

/** What the caller asked for was done. `headers` go into the response beside the value. */
export interface Success<Value> {
  ok: true
  value: Value
  headers?: Record<string, string>
}

/** An expected "no": nothing was changed. `facts` tell the caller what to do about it. */
export interface Refusal<Code extends RefusalCode = RefusalCode> {
  ok: false
  code: Code
  detail: string
  facts: Record<string, unknown>
}

export type Outcome<Value, Code extends RefusalCode = RefusalCode> = Success<Value> | Refusal<Code>

export function success<Value>(value: Value, headers: Record<string, string> = {}): Success<Value> {
  return { ok: true, value, headers }
}

/** @param detail where the sentence of the table is not precise enough */
export function refusal<Code extends RefusalCode>(
  code: Code,
  facts: Record<string, unknown> = {},
  detail: string = refusals[code].detail,
): Refusal<Code> {
  return { ok: false, code, detail, facts }
}
