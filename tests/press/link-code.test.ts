import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import decodeQR from 'qr/decode.js'
import Vips from 'wasm-vips'
import { expect, it } from 'vitest'
import { linkCode } from '../../electron/press/link-code'
import { temporaryFolder } from '../support/temporary'
import { makeEvidence, makeSection, makeSource, makeStrand, print } from './fixtures'

/** What a phone reads on a page of a PDF, printed at 150 dpi. */
async function readCode(path: string, page: number): Promise<string> {
  const picture = join(temporaryFolder(), 'page')
  execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', '-f', String(page), path, picture])
  const vips = await Vips({ dynamicLibraries: [] })
  const image = vips.Image.newFromBuffer(readFileSync(`${picture}.png`)).colourspace('srgb')
  const { width, height } = image
  const data = Uint8Array.from(image.extractBand(0, { n: 3 }).writeToMemory())
  return decodeQR({ width, height, data })
}

const book = (url: string) =>
  makeSource([
    makeSection({
      strands: [
        makeStrand({
          evidence: [
            makeEvidence({
              attachments: [{ role: 'link', url, caption: 'Our page', checkedOn: '', copy: null }],
            }),
          ],
        }),
      ],
    }),
  ])

it.each([
  ['https://example.org/', 'https://example.org/'],
  ['https://example.org/мост', 'https://example.org/%D0%BC%D0%BE%D1%81%D1%82'],
  [`https://school.example/${'news/'.repeat(40)}`, `https://school.example/${'news/'.repeat(40)}`],
])('a phone reads the address of a link off the page: %s', async (url, read) => {
  const { path } = await print(book(url))
  expect(await readCode(path, 3)).toBe(read)
})

it('an address that is too long for a code is printed without one', () => {
  expect(linkCode(`https://example.org/${'a'.repeat(500)}`)).toBeNull()
  expect(linkCode(`https://example.org/${'a'.repeat(9000)}`)).toBeNull()
})
