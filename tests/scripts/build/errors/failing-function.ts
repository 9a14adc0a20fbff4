import * as z from 'zod'
import { success } from '../../../../shared/outcome.ts'
import { endpoint } from '../../../../shared/platform/http/endpoint.ts'

const LATER_MILLISECONDS = 300

/** Fails before or after its response. */
export default endpoint({
  operation: 'fail',
  method: 'POST',
  route: '/fail/{when}',
  area: 'Toys',
  summary: 'Fail',
  access: 'public',
  path: z.object({ when: z.string() }),
  query: z.object({ colour: z.string() }),
  body: z.object({ secret: z.string() }),
  answer: { status: 200, body: z.object({ answered: z.boolean() }), description: 'The failure follows.' },
  async handle({ path, defer }) {
    if (path.when === 'now') throw new TypeError('a bug of ours')
    defer(new Promise((_, reject) => setTimeout(() => reject(new RangeError('a bug later')), LATER_MILLISECONDS)))
    return success({ answered: true })
  },
})
