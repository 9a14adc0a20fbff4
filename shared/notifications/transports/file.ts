import { mkdir, writeFile } from 'node:fs/promises'
import { type Mailer, messageId, shopName } from '../mailer.ts'

/** Mail as files that a browser and an editor open, for development. The same mail again is the same file. */
export function fileMailer(folder: string, from: string): Mailer {
  return {
    transport: 'file',
    shop: shopName(from),
    async send({ to, subject, text, html, key }) {
      await mkdir(folder, { recursive: true })
      const head = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: ${messageId(key, from)}`]
      await writeFile(`${folder}/${key}.txt`, `${head.join('\n')}\n\n${text}`)
      await writeFile(`${folder}/${key}.html`, html)
    },
  }
}
