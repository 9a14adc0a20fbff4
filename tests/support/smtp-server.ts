import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

interface Behaviour {
  /** An error for this recipient, with its `responseCode`. */
  refuse?: (recipient: string) => Error | undefined
  /** How long the server thinks before it takes a message. */
  seconds?: number
}

export interface MailServer {
  url: string
  /** What was taken, as it came over the wire. */
  messages: { recipients: string[]; email: Email }[]
  behaviour: Behaviour
  stop(): Promise<void>
}

/** A mail server that takes real messages over SMTP, with a certificate that nobody checks and no password. */
export async function startMailServer(): Promise<MailServer> {
  const messages: MailServer['messages'] = []
  const behaviour: Behaviour = {}
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      done(behaviour.refuse?.(address) ?? null)
    },
    async onData(stream, session, done) {
      const email = await PostalMime.parse(await buffer(stream))
      await new Promise((resolve) => setTimeout(resolve, (behaviour.seconds ?? 0) * 1000))
      messages.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), email })
      done()
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    behaviour,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** An answer of a mail server: 5xx for good, 4xx for now. */
export const smtpError = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })
