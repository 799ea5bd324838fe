import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { editedSize, tiltScale, writeEdit, type PhotoEdit } from '../../electron/domain/photo-edit'
import { sniff } from '../../electron/engine/files'
import { nothingCovered } from '../../electron/engine/redactions'
import { drawPictures } from '../../electron/media/renditions'
import { coloursAt, drawPicture, encodeHeic, sizesOf, tag } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

/** Red tells how far to the right a pixel lies, green how far down. */
const upright = { width: 1600, height: 1200 }

async function drawn(source: string, edit: PhotoEdit): Promise<{ print: string; thumbnail: string }> {
  const folder = temporaryFolder()
  const paths = { print: join(folder, 'print.jpg'), thumbnail: join(folder, 'thumbnail.jpg') }
  const { picture } = await drawPictures({
    source,
    type: await sniff(source),
    edit: writeEdit(edit),
    redaction: nothingCovered,
    page: 1,
    pictures: [
      { size: 'print', path: paths.print },
      { size: 'thumbnail', path: paths.thumbnail },
    ],
  })
  expect(picture).toBe('ready')
  return paths
}

const places = [0.08, 0.5, 0.92].flatMap((x) => [0.08, 0.5, 0.92].map((y) => [x, y] as const))

/** Where a place of the edited picture lies in the upright one, in fractions: the edit's steps backwards. */
function placeBefore([u, v]: readonly [number, number], { turn, tilt, crop }: PhotoEdit): [number, number] {
  const { x, y, width, height } = crop ?? { x: 0, y: 0, width: 1, height: 1 }
  const frame = turn % 2 === 0 ? upright : { width: upright.height, height: upright.width }
  const scale = tiltScale(frame, tilt)
  const dx = ((x + u * width - 0.5) * frame.width) / scale
  const dy = ((y + v * height - 0.5) * frame.height) / scale
  const angle = (-tilt * Math.PI) / 180
  const a = (dx * Math.cos(angle) - dy * Math.sin(angle)) / frame.width + 0.5
  const b = (dx * Math.sin(angle) + dy * Math.cos(angle)) / frame.height + 0.5
  const back: Record<PhotoEdit['turn'], [number, number]> = {
    0: [a, b],
    1: [b, 1 - a],
    2: [1 - a, 1 - b],
    3: [1 - b, a],
  }
  return back[turn]
}

const crop = { x: 0.25, y: 0.1, width: 0.5, height: 0.6 }
const edits: PhotoEdit[] = [
  ...([1, 2, 3] as const).map((turn) => ({ turn, tilt: 0, crop: null })),
  { turn: 0, tilt: 7.5, crop: null },
  { turn: 0, tilt: -15, crop: null },
  { turn: 0, tilt: 0, crop },
  { turn: 1, tilt: 3.2, crop },
  { turn: 3, tilt: -4, crop },
  { turn: 0, tilt: 0, crop: { x: 0.95, y: 0.95, width: 0.05, height: 0.05 } },
]

describe('an edited photo', () => {
  it.each(edits)('shows what the edit says, without empty corners: %o', async (edit) => {
    const source = await drawPicture('photo.jpg[Q=95]', upright)
    const { print, thumbnail } = await drawn(source.replace(/\[.*$/, ''), edit)
    const { width, height } = editedSize(upright, edit)
    const [size = '', small = ''] = await sizesOf(print, thumbnail)
    const [w = 0, h = 0] = size.split('x').map(Number)
    expect(Math.abs(w - width)).toBeLessThanOrEqual(2)
    expect(Math.abs(h - height)).toBeLessThanOrEqual(2)
    expect(Math.max(...small.split('x').map(Number))).toBe(Math.min(500, Math.max(w, h)))
    for (const path of [print, thumbnail]) {
      const colours = await coloursAt(path, places)
      for (const [index, place] of places.entries()) {
        const [x, y] = placeBefore(place, edit)
        const [red = -1, green = -1] = colours[index] ?? []
        expect(Math.abs(red - x * 255), `red at ${place.join()}`).toBeLessThan(6)
        expect(Math.abs(green - y * 255), `green at ${place.join()}`).toBeLessThan(6)
      }
    }
  })

  it('is cut from the upright picture, whatever way the camera was held', async () => {
    const held = tag(await drawPicture('photo.jpg', upright), '-n', '-Orientation=3')
    const { print } = await drawn(held, { turn: 0, tilt: 0, crop: { x: 0, y: 0, width: 0.5, height: 0.5 } })
    // The camera was upside down: the upper left of what one sees is the lower right of what is stored.
    const [[red = 0, green = 0] = []] = await coloursAt(print, [[0.5, 0.5]])
    expect([red, green].map((each) => Math.round(each / 16))).toEqual([12, 12])
  })

  it('is as sharp as its source allows: a small part is decoded larger', async () => {
    const source = await drawPicture('photo.jpg', { width: 4000, height: 3000 })
    const part = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }
    const { print } = await drawn(source, { turn: 0, tilt: 0, crop: part })
    expect(await sizesOf(print)).toEqual(['800x600'])
  })

  it('of a phone keeps no trace of place and person, and the file stays as it was', async () => {
    const jpeg = tag(await drawPicture('photo.jpg', upright), '-GPSLatitude=42.7', '-Artist=Maria')
    const before = execFileSync('sha256sum', [jpeg], { encoding: 'utf8' })
    const { print, thumbnail } = await drawn(jpeg, { turn: 1, tilt: 2, crop })
    for (const path of [print, thumbnail]) {
      const told = execFileSync('exiftool', ['-a', '-G1', path], { encoding: 'utf8' })
      expect(told).not.toMatch(/GPS|Maria|XMP|IPTC/)
    }
    expect(execFileSync('sha256sum', [jpeg], { encoding: 'utf8' })).toBe(before)
    const heic = encodeHeic(jpeg, join(temporaryFolder(), 'photo.heic'))
    const { print: other } = await drawn(heic, { turn: 1, tilt: 0, crop: null })
    expect(await sizesOf(other)).toEqual(['1200x1600'])
  })
})
