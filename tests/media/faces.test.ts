import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { findFaces } from '../../electron/media/faces'
import { writePdf } from '../support/documents'
import { drawScene, redraw, tag } from '../support/pictures'

/** Photos of groups that come with the network, and how many faces are in each. */
const groups = [3, 5, 6]
const facesIn: Readonly<Record<number, number>> = { 3: 3, 5: 5, 6: 4 }
const samples = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo',
)
const sample = (number: number) => join(samples, `sample${number}.jpg`)
const jpeg = (source: string) => findFaces({ source, type: 'image/jpeg' })

it.each(groups)('every face of a group is found, and nothing that is none: photo %i', async (number) => {
  const { faces } = await jpeg(sample(number))
  expect(faces).toHaveLength(facesIn[number] ?? 0)
  for (const { box, score } of faces) {
    expect(score).toBeGreaterThan(0.35)
    expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0)
    expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThanOrEqual(1)
  }
})

it('a face is found where it is, however the camera was held', async () => {
  const upright = await jpeg(sample(3))
  // As a camera writes it that lay on its side: turned once, and a note that it was.
  const turned = tag(await redraw(sample(3), 'turned.jpg[Q=92]', { turn: 'd270' }), '-Orientation=6')
  const lying = await jpeg(turned)
  expect(lying.faces).toHaveLength(upright.faces.length)
  for (const { box } of upright.faces)
    expect(
      lying.faces.some((face) => Math.abs(face.box.x - box.x) < 0.03 && Math.abs(face.box.y - box.y) < 0.03),
    ).toBe(true)
})

it('faces of a class are found that are thirty px wide', async () => {
  const small = await redraw(sample(5), 'small.jpg[Q=90]', { scale: 0.2 })
  expect((await jpeg(small)).faces.length).toBeGreaterThanOrEqual(4)
})

it('in a photo without people, and in what is none, no face is found', async () => {
  expect((await jpeg(await drawScene('scene.jpg', { width: 900, height: 600, seed: 4 }))).faces).toEqual([])
  const pdf = await writePdf(['No face'], 'letter.pdf')
  expect((await findFaces({ source: pdf, type: 'image/jpeg' })).faces).toEqual([])
})
