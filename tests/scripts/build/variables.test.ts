import { expect, test } from 'vitest'
import { plain, plainValues, requiredSecrets, secrets } from '../../../scripts/build/targets/variables.ts'

/** A new variable must be thought about: by its name it would be one. */
test('nothing that sounds secret is told', () => {
  const telling = plain.filter((name) => /SECRET|PASSWORD|TOKEN|KEY|DSN|_STORE|_URL$/.test(name))
  expect(telling).toEqual(['STRIPE_API_URL'])
  expect(plain.filter((name) => secrets.includes(name))).toEqual([])
})

test('of the environment of the build, what may be read goes along; DEBUG is off whatever it says', () => {
  const env = { DEBUG: 'True', STORE_CURRENCY: 'EUR', SECRET_KEY: 'x', PORT: '1', HOME: '/root', LOG_LEVEL: '' }
  expect(plainValues(env, 'a.example')).toEqual({ ALLOWED_HOSTS: 'a.example', STORE_CURRENCY: 'EUR', DEBUG: 'False' })
  expect(plainValues({ ALLOWED_HOSTS: 'b.example' }, 'a.example')).toEqual({
    ALLOWED_HOSTS: 'b.example',
    DEBUG: 'False',
  })
})

test('Stripe’s secrets are required where Stripe is the provider', () => {
  expect(requiredSecrets({})).toEqual(['SECRET_KEY', 'JWT_SECRET_KEY', 'DATABASE_URL'])
  expect(requiredSecrets({ PAYMENT_PROVIDER: 'stripe' })).toContain('STRIPE_WEBHOOK_SECRET')
})
