import { lookup } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { PostWebhook } from './post.ts'
import { isLoopback, isPublicAddress } from './webhook-url.ts'

/**
 * Looks a name up and refuses what is not on the public internet. It is the look-up of the connection itself, so that a
 * name that answers a public address when it is checked and another when it is connected to gains nothing.
 */
const guardedLookup =
  (isAllowed: (address: string) => boolean): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, [])
      if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address)))
        return done(new Error('its address is not on the public internet'), [])
      if (options.all) return done(null, addresses)
      const [first] = addresses
      done(null, first?.address ?? '', first?.family ?? 4)
    })
  }
const publicLookup = guardedLookup(isPublicAddress)
/** In development a receiver may be on this machine, and nowhere else that is private. */
const developmentLookup = guardedLookup((address) => isLoopback(address) || isPublicAddress(address))

/** No redirects: they would lead around what was checked. The answer's body is not read. */
export const postWebhook: PostWebhook = ({ url, headers, body, development }, signal) =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp
    const guard = { lookup: development ? developmentLookup : publicLookup }
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    const sent = send(url, { method: 'POST', headers: { ...headers, ...length }, agent: false, signal, ...guard })
    sent.on('response', (response) => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(body)
  })
