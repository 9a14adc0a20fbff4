import { describe, expect, test } from 'vitest'
import { parseEnvironment } from '../../../shared/platform/configuration/configuration.ts'

const storeOf = (IMAGE_STORE: string) => parseEnvironment({ IMAGE_STORE }).imageStore
const S3 = 's3://key:s%2Fecret%2B@s3.example:9000/pictures'

describe('IMAGE_STORE', () => {
  test('S3 with a percent-encoded secret; images are read from the bucket', () => {
    expect(storeOf(`${S3}?region=auto`)).toEqual({
      ...{ kind: 's3', accessKeyId: 'key', secretAccessKey: 's/ecret+', host: 's3.example:9000', bucket: 'pictures' },
      ...{ region: 'auto', publicUrl: 'https://s3.example:9000/pictures', sizesUrl: undefined },
    })
  })

  test('S3 behind a CDN that resizes', () => {
    const more = 'public=https://img.example/&sizes=https://img.example/w={width}/{key}'
    expect(storeOf(`${S3}?region=auto&${more}`)).toMatchObject({
      publicUrl: 'https://img.example',
      sizesUrl: 'https://img.example/w={width}/{key}',
    })
  })

  test('Cloudinary', () => {
    const cloudinary = { kind: 'cloudinary', apiKey: '1234', apiSecret: 'secret', cloud: 'shop' }
    expect(storeOf('cloudinary://1234:secret@shop')).toEqual(cloudinary)
  })

  test.each([
    ['pictures', 'must be s3://'],
    ['https://key:hidden@s3.example/pictures?region=auto', 'must be s3://'],
    ['s3://s3.example/pictures?region=auto', 'percent-encoded'],
    ['s3://key@s3.example/pictures?region=auto', 'percent-encoded'],
    ['s3://key:hidden%zz@s3.example/pictures?region=auto', 'percent-encoded'],
    ['s3://key:hidden@s3.example?region=auto', 'one bucket'],
    ['s3://key:hidden@s3.example/a/b?region=auto', 'one bucket'],
    ['s3://key:hidden@s3.example/pictures', 'region'],
    ['s3://key:hidden@s3.example/pictures?region=auto&public=http://img.example', 'public'],
    ['s3://key:hidden@s3.example/pictures?region=auto&sizes=https://img.example/{key}', 'sizes'],
    ['s3://key:hidden@s3.example/pictures?region=auto&sizes=https://img.example/{key}/{width}', 'sizes'],
  ])('%s is refused without quoting the secret', (text, reason) => {
    expect(() => storeOf(text)).toThrow(reason)
    expect(() => storeOf(text)).not.toThrow('hidden')
  })
})
