import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { endpointFaults } from '../../../scripts/check/endpoints.ts'
import type { EndpointDefinition } from '../../../shared/platform/http/definition.ts'

const example = { email: 'shopper@example.com' }
const body = z.object({ email: z.string() })
const invite = (more: Partial<EndpointDefinition> = {}): EndpointDefinition => ({
  ...{ operation: 'invite', method: 'POST', route: '/invitations', area: 'Accounts', summary: 'Invite a person' },
  ...{ access: 'public', bodyLimitBytes: 1, answer: { status: 201, description: 'Invited.' }, refusals: [] },
  body: body.meta({ example }),
  ...more,
})
const files = ['accounts/invite.ts', 'accounts/welcome.ts']
const tests = [{ path: 'tests/functions/invite.test.ts', text: '' }]

test('an endpoint with a test and an example has no faults', () => {
  expect(endpointFaults([invite()], files, tests)).toEqual([])
})

describe('an endpoint is reported', () => {
  test.each([
    ['without a test', [invite()], [], 'functions/accounts/invite.ts has no test. Add tests/functions/invite.test.ts'],
    ['without an example', [invite({ body })], tests, 'functions/accounts/invite.ts has a body without an example'],
    ['in a file of another name', [invite({ operation: 'invites' })], tests, 'invites has no file of that name'],
    [
      'with the route of another',
      [invite(), invite({ operation: 'welcome' })],
      tests,
      'welcome and invite have the same route, POST',
    ],
  ])('%s', (_what, definitions, written, message) => {
    expect(endpointFaults(definitions, files, written)).toContainEqual(expect.stringContaining(message))
  })
})

test('a test of many operations contains them in quotes', () => {
  const story = [{ path: 'tests/runtimes/story.ts', text: "await done('invite', '/invitations')" }]
  expect(endpointFaults([invite()], files, story)).toEqual([])
})
