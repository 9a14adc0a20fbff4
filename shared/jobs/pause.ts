/** Resolves after `seconds`, or when `stopping` aborts. */
export function pause(seconds: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      stopping.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, seconds * 1000)
    stopping.addEventListener('abort', end)
    if (stopping.aborted) end()
  })
}
