import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sniff } from '../../electron/engine/files'
import { nothingCovered } from '../../electron/engine/redactions'
import { drawPictures, lookAt } from '../../electron/media/renditions'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

async function render(source: string, said?: string) {
  const folder = temporaryFolder()
  const paths = { source, print: join(folder, 'print.jpg'), thumbnail: join(folder, 'thumbnail.jpg') }
  const type = said ?? (await sniff(source))
  const { picture: state, ...look } = await lookAt({ source, type, thumbnail: paths.thumbnail })
  await drawPictures({
    source,
    type,
    edit: '',
    redaction: nothingCovered,
    page: 1,
    pictures: [{ size: 'print', path: paths.print }],
  })
  return { ...paths, ...look, state }
}

type Exif = Record<string, unknown> & { ImageWidth?: number; ImageHeight?: number }

function exif(path: string): Exif {
  const [tags] = JSON.parse(execFileSync('exiftool', ['-json', '-G0', path], { encoding: 'utf8' })) as Record<
    string,
    unknown
  >[]
  return tags as Exif
}

function sizeOf(path: string): string {
  return execFileSync('exiftool', ['-s3', '-ImageSize', path], { encoding: 'utf8' }).trim()
}

describe('a photo', () => {
  it('becomes a print rendition and a thumbnail, upright', async () => {
    const source = await drawPicture('photo.jpg', { width: 2000, height: 1500 })
    execFileSync('exiftool', ['-q', '-overwrite_original', '-n', '-Orientation=6', source])
    const { state, width, height, print, thumbnail } = await render(source)
    expect({ state, width, height }).toEqual({ state: 'ready', width: 1500, height: 2000 })
    expect([sizeOf(print), sizeOf(thumbnail)]).toEqual(['1200x1600', '375x500'])
  })

  it('loses every trace of place, person and camera in both', async () => {
    const source = await drawPicture('photo.jpg', { width: 1000, height: 800 })
    execFileSync('exiftool', [
      '-q',
      '-overwrite_original',
      '-n',
      '-GPSLatitude=42.7',
      '-GPSLatitudeRef=N',
      '-Artist=Maria',
      '-XMP:Creator=Maria',
      '-IPTC:By-line=Maria',
      '-Comment=Maria',
      source,
    ])
    expect(JSON.stringify(exif(source))).toContain('Maria')
    const { print, thumbnail } = await render(source)
    for (const path of [print, thumbnail]) {
      expect(
        Object.keys(exif(path)).filter((tag) =>
          /^(EXIF|XMP|IPTC|MakerNotes|Photoshop):|GPS|Comment/.test(tag),
        ),
      ).toEqual([])
      expect(readFileSync(path).includes('Maria')).toBe(false)
    }
  })

  it('is never touched itself', async () => {
    const source = await drawPicture('photo.jpg', { width: 700, height: 500 })
    const before = readFileSync(source)
    await render(source)
    expect(readFileSync(source).equals(before)).toBe(true)
  })

  it('that is smaller than its rendition is not made larger', async () => {
    const { print, thumbnail } = await render(await drawPicture('small.png', { width: 90, height: 60 }))
    expect([sizeOf(print), sizeOf(thumbnail)]).toEqual(['90x60', '90x60'])
  })

  it('with see-through parts is shown on white', async () => {
    const { state, print } = await render(
      await drawPicture('clear.png', { width: 60, height: 60, isClear: true }),
    )
    expect(state).toBe('ready')
    expect(exif(print)['File:ColorComponents']).toBe(3)
  })

  it('of which only half was copied is shown as far as it goes, and told', async () => {
    const source = await drawPicture('half.jpg', { width: 2400, height: 1800 })
    truncateSync(source, Math.round(readFileSync(source).length / 2))
    const { state, print } = await render(source)
    expect(state).toBe('damaged')
    expect(sizeOf(print)).toBe('1600x1200')
  })

  it.each([
    [
      'hardly begins',
      (path: string) => {
        truncateSync(path, 100)
      },
    ],
    [
      'is only called a photo',
      (path: string) => {
        writeFileSync(path, 'words')
      },
    ],
    [
      'is a bomb of 40,000 by 40,000 pixels',
      (path: string) => {
        const bytes = readFileSync(path)
        // The size stands in the frame header, after its marker, length and precision.
        const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
        bytes.writeUInt16BE(40_000, frame + 5)
        bytes.writeUInt16BE(40_000, frame + 7)
        writeFileSync(path, bytes)
      },
    ],
  ])('that %s is unreadable and leaves no file', async (_name, spoil) => {
    const source = await drawPicture('x.jpg', { width: 300, height: 300 })
    spoil(source)
    const { state, print, thumbnail } = await render(source, 'image/jpeg')
    expect(state).toBe('unreadable')
    expect([existsSync(print), existsSync(thumbnail)]).toEqual([false, false])
  })
})

it('bytes that were flipped anywhere never break the worker', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'in'))
  const sources = [
    readFileSync(await drawPicture('a.jpg', { width: 200, height: 150 })),
    readFileSync(await drawPicture('a.png', { width: 200, height: 150 })),
  ]
  const flips = fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sources), flips, fc.option(fc.nat()), async (bytes, changes, cut) => {
      const mutated = Buffer.from(bytes)
      for (const { at, byte } of changes) mutated[at % mutated.length] = byte
      const source = join(folder, 'in', 'mutated')
      writeFileSync(source, cut === null ? mutated : mutated.subarray(0, cut % mutated.length))
      copyFileSync(source, `${source}.before`)
      const order = { source, type: bytes === sources[0] ? 'image/jpeg' : 'image/png' }
      const { picture: state } = await lookAt({ ...order, thumbnail: join(folder, 't.jpg') })
      await drawPictures({
        ...order,
        edit: '',
        redaction: nothingCovered,
        page: 1,
        pictures: [{ size: 'print', path: join(folder, 'p.jpg') }],
      })
      expect(['ready', 'damaged', 'unreadable']).toContain(state)
      expect(readFileSync(source).equals(readFileSync(`${source}.before`))).toBe(true)
    }),
    { numRuns: 300 },
  )
}, 120_000)
