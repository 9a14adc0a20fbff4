import { expect, test } from 'vitest'
import { publicValues, publicVariables, requiredSecrets, secrets } from '../../../scripts/build/targets/variables.ts'

/** Fails for a new variable with the name of a secret. */
test('public variables have no names of secrets', () => {
  const suspicious = publicVariables.filter((name) => /SECRET|PASSWORD|TOKEN|KEY|DSN|_STORE|_URL$/.test(name))
  expect(suspicious).toEqual(['STRIPE_API_URL', 'STORE_URL'])
  expect(publicVariables.filter((name) => secrets.includes(name))).toEqual([])
})

test('the public variables of the build are included, and DEBUG is always False', () => {
  const env = { DEBUG: 'True', STORE_CURRENCY: 'EUR', SECRET_KEY: 'x', PORT: '1', HOME: '/root', LOG_LEVEL: '' }
  expect(publicValues(env, 'a.example')).toEqual({ ALLOWED_HOSTS: 'a.example', STORE_CURRENCY: 'EUR', DEBUG: 'False' })
  expect(publicValues({ ALLOWED_HOSTS: 'b.example' }, 'a.example')).toEqual({
    ALLOWED_HOSTS: 'b.example',
    DEBUG: 'False',
  })
})

test('a function requires the secrets that it uses, those of its payment provider among them', () => {
  const uses = ['DATABASE_URL', 'LOG_LEVEL', 'MAIL_URL', 'stripe:STRIPE_WEBHOOK_SECRET', 'sandbox:SECRET_KEY']
  expect(requiredSecrets({}, uses)).toEqual(['DATABASE_URL'])
  expect(requiredSecrets({ PAYMENT_PROVIDER: 'stripe' }, uses)).toEqual(['DATABASE_URL', 'STRIPE_WEBHOOK_SECRET'])
  expect(requiredSecrets({ PAYMENT_PROVIDER: 'sandbox' }, uses)).toEqual(['SECRET_KEY', 'DATABASE_URL'])
})
