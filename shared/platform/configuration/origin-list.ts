import * as z from 'zod'

/** Schemes of the pages of apps: Capacitor, Ionic, Tauri, Electron and browser extensions. `URL` knows no origin of these. */
const APP_ORIGIN =
  /^(?!https?:|file:|data:|blob:|javascript:|about:|wss?:|ftp:)[a-z][a-z0-9+.-]*:\/\/[a-z0-9._-]+(:\d{1,5})?$/

/**
 * `CORS_ALLOWED_ORIGINS`, normalized to the form that browsers send: lower case, ASCII, without path and default port.
 * https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
 */
export const originList = z.string().transform((text, context): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((entry, index) => {
      const origin = normalizeOrigin(entry)
      if (origin !== null) return [origin]
      const message = `must be exact origins like https://shop.example or capacitor://localhost: correct entry ${index + 1}`
      context.addIssue({ code: 'custom', message })
      return []
    }),
)

function normalizeOrigin(entry: string): string | null {
  const bare = entry.replace(/\/$/, '')
  if (!/^https?:\/\//i.test(bare)) return APP_ORIGIN.test(bare.toLowerCase()) ? bare.toLowerCase() : null
  const [, authority = ''] = /^https?:\/\/(.*)$/i.exec(bare) ?? []
  if (authority === '' || /[/?#@\s\\*%]/.test(authority) || !URL.canParse(bare)) return null
  return new URL(bare).origin
}
