import type { Script } from '../script.ts'
import lua from './take-allowance.lua.json' with { type: 'json' }

export const takeAllowance: Script = {
  name: 'take-allowance',
  ...lua,
  inMemory(entries, keys, values) {
    const now = entries.now()
    const meters = keys.map((key, index) => {
      const [interval, burst] = [Number(values[2 * index]), Number(values[2 * index + 1])]
      const filled = Math.max(Number(entries.get(key) ?? 0), now) + interval
      return { key, filled, excess: filled - now - interval * burst }
    })
    const wait = Math.max(0, ...meters.map(({ excess }) => excess))
    if (wait > 0) return ['limited', wait, 1 + meters.findIndex(({ excess }) => excess === wait)]
    for (const { key, filled } of meters) entries.set(key, filled, filled - now)
    return ['allowed']
  },
}
