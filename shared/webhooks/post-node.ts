import { lookup } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { PostWebhook } from './post.ts'
import { isLoopback, isPublicAddress } from './webhook-url.ts'

/**
 * DNS lookup that rejects addresses outside the public internet. The connection itself uses it, which prevents DNS
 * rebinding: a name cannot resolve to a public address for a check and to a private one for the connection.
 */
const guardedLookup =
  (isAllowed: (address: string) => boolean): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, [])
      if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address)))
        return done(new Error('the address of the host is not public'), [])
      if (options.all) return done(null, addresses)
      const [first] = addresses
      done(null, first?.address ?? '', first?.family ?? 4)
    })
  }
const publicLookup = guardedLookup(isPublicAddress)
/** In development also loopback addresses. */
const developmentLookup = guardedLookup((address) => isLoopback(address) || isPublicAddress(address))

/** Redirects are not followed: they would bypass the check of the URL. The response body is not read. */
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
