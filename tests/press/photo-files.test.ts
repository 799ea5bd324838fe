import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readJpegSize } from '../../electron/press/photo-files'
import { temporaryFolder } from '../support/temporary'
import { jpegMaker } from './fixtures'

it('the size of a JPEG is read from its frame, however much stands before it', async () => {
  const folder = temporaryFolder()
  const plain = (await jpegMaker(folder))('plain.jpg', 321, 123)
  expect(readJpegSize(plain)).toEqual({ width: 321, height: 123 })

  const bytes = readFileSync(plain)
  const profile = Buffer.alloc(2 + 9000)
  profile.writeUInt16BE(0xffe2, 0)
  profile.writeUInt16BE(9000, 2)
  const long = join(folder, 'long.jpg')
  writeFileSync(long, Buffer.concat([bytes.subarray(0, 2), profile, profile, bytes.subarray(2)]))
  expect(readJpegSize(long)).toEqual({ width: 321, height: 123 })
})

it('what is no JPEG has no size', async () => {
  const folder = temporaryFolder()
  const put = (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const startOnly = Buffer.from([0xff, 0xd8])
  const noFrame = Buffer.concat([startOnly, Buffer.from([0xff, 0xda, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0])])
  const zeroSize = Buffer.concat([startOnly, Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 3, 0, 0])])
  for (const bytes of [
    Buffer.alloc(0),
    startOnly,
    noFrame,
    zeroSize,
    Buffer.alloc(9999, 0xff),
    Buffer.from('text, not a photo'),
  ]) {
    expect(readJpegSize(put('a.jpg', bytes))).toBeNull()
  }
  expect(readJpegSize(folder)).toBeNull()
  expect(readJpegSize(join(folder, 'gone.jpg'))).toBeNull()
})
