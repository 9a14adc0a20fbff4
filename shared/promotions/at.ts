/*
 * Reading by index where the index is known to be inside. One function per kind of list: they are called millions of
 * times, and V8 keeps such a read fast only while it sees one kind of list at it.
 */
function outside(index: number): never {
  throw new RangeError(`index ${index} is outside the list`)
}

export function numberAt(list: Float64Array, index: number): number {
  const found = list[index]
  return found === undefined ? outside(index) : found
}

export function integerAt(list: Int32Array, index: number): number {
  const found = list[index]
  return found === undefined ? outside(index) : found
}

export function itemAt<T>(list: readonly T[], index: number): T {
  const found = list[index]
  return found === undefined ? outside(index) : found
}
