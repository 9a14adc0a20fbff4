import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type TestShop, testShop } from '../support/shop.ts'

export interface MailedShop {
  shop: TestShop
  /** Sends what is queued, and returns the mails to one address, oldest first. */
  mailsTo(email: string): Promise<string[]>
  /** The token of the link in the newest mail to one address. */
  linkTo(email: string): Promise<string>
}

/** A shop for the tests of one file, whose mails are files. */
export async function mailedShop(): Promise<MailedShop> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-mails-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const shop = await testShop({ variables: { MAIL_URL: `file:${folder}`, STORE_URL: 'https://shop.example/' } })

  async function mailsTo(email: string): Promise<string[]> {
    while ((await shop.job('deliver-outbox')).processed > 0);
    const names = (await readdir(folder)).filter((name) => name.endsWith('.txt'))
    const numbered = names.toSorted((a, b) => Number(a.replace(/\D/g, '')) - Number(b.replace(/\D/g, '')))
    const mails = await Promise.all(numbered.map((name) => readFile(join(folder, name), 'utf8')))
    return mails.filter((mail) => mail.includes(`\nTo: ${email}\n`))
  }
  return {
    shop,
    mailsTo,
    async linkTo(email) {
      const newest = (await mailsTo(email)).at(-1) ?? ''
      return /https:\/\/shop\.example\/[a-z-]+\?token=([\w-]+)/.exec(newest)?.[1] ?? 'no link'
    },
  }
}
