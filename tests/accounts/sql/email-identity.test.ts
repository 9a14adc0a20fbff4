import { describe, expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

describe('email_identity', () => {
  test.each([
    ['ann@example.com', 'ann@example.com'],
    ['Ann@EXAMPLE.com', 'ann@example.com'],
    [' ann@example.com\t', 'ann@example.com'],
    ['ann@example.com.', 'ann@example.com'],
    ['ann+shop@example.com', 'ann@example.com'],
    ['ann+shop+2@example.com', 'ann@example.com'],
    ['+shop@example.com', '+shop@example.com'],
    ['a.nn@example.com', 'a.nn@example.com'],
    ['a.n.n@gmail.com', 'ann@gmail.com'],
    ['A.N.N+x@GoogleMail.com', 'ann@gmail.com'],
    ['ann@mail.gmail.com', 'ann@mail.gmail.com'],
    ['a.nn@notgmail.com', 'a.nn@notgmail.com'],
    ['ａｎｎ＠ｅｘａｍｐｌｅ.com', 'ann@example.com'],
    ['ann@XN--FSQU00A.hk', 'ann@xn--fsqu00a.hk'],
    ['"a@b"@example.com', '"a@b"@example.com'],
    ['nobody', 'nobody'],
  ])('%j is %j', async (email, identity) => {
    expect(await shop.run('email_identity', email)).toBe(identity)
    expect(await shop.run('email_identity', identity)).toBe(identity)
  })
})
