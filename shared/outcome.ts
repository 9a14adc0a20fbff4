import { type RefusalCode, refusals } from './refusals.ts'

/** The operation was done. `headers` are added to the response. */
export interface Success<Value> {
  ok: true
  value: Value
  headers?: Record<string, string>
}

/** An expected refusal: nothing was changed. `facts` are returned to the caller beside the code. */
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

/** @param detail replaces the text of the table with a more precise one */
export function refusal<Code extends RefusalCode>(
  code: Code,
  facts: Record<string, unknown> = {},
  detail: string = refusals[code].detail,
): Refusal<Code> {
  return { ok: false, code, detail, facts }
}
