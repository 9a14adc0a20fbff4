import * as z from 'zod'
import { storeAndApplyEvent } from '../../payments/receive-callback.ts'
import { SandboxEvent } from '../../payments/sandbox/event.ts'
import { providerEvent } from '../../payments/sandbox/sandbox.ts'
import type { Topic } from '../message.ts'

const Payload = z.object({ event: SandboxEvent })

/** A delayed callback of the sandbox. It is not signed: it does not leave this process. */
export const sandboxCallback: Topic = {
  async deliver({ payload }, { database, log }) {
    await storeAndApplyEvent(database, 'sandbox', providerEvent(Payload.parse(payload).event), log)
  },
}
