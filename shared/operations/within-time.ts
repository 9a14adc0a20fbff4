/** The value, or null if the work fails or takes longer. */
export async function withinTime<Value>(work: Promise<Value>, milliseconds: number): Promise<Value | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  const value = await Promise.race([work.catch(() => null), late])
  clearTimeout(timer)
  return value
}
