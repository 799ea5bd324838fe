import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { forkedWorkers } from '../../electron/engine/workers'
import { projectFolder } from '../support/command-line'
import { startWithPortfolio } from '../support/engine'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'
import { report } from './report'

/*
 * Photos of a phone taken in, beside `cp` and `sync` of the same files in the same run. The workers are those that were
 * built last.
 */

const count = Number(process.env.PHOTOS ?? 200)

/** A photo of 12 megapixels and some megabytes; each has a comment of its own, so that no two are the same file. */
async function makePhotos(folder: string): Promise<string[]> {
  const bytes = readFileSync(await drawPicture('photo.jpg', { width: 4000, height: 3000 }))
  return Array.from({ length: count }, (_, index) => {
    const words = Buffer.from(`photo ${index}`)
    const comment = Buffer.alloc(4)
    comment.writeUInt16BE(0xff_fe, 0)
    comment.writeUInt16BE(words.length + 2, 2)
    const path = join(folder, `IMG_${index}.jpg`)
    writeFileSync(path, Buffer.concat([bytes.subarray(0, 2), comment, words, bytes.subarray(2)]))
    return path
  })
}

it('intake', { timeout: 3_600_000 }, async () => {
  const folder = temporaryFolder()
  const paths = await makePhotos(folder)
  const megabytes = paths.reduce((sum, path) => sum + readFileSync(path).length, 0) / 1e6
  execFileSync('sync')

  const time = async (work: () => Promise<void> | void) => {
    const start = performance.now()
    await work()
    return (performance.now() - start) / 1000
  }
  const target = join(temporaryFolder(), 'copied')
  mkdirSync(target)
  const copied = await time(() => {
    execFileSync('cp', [...paths, target])
    execFileSync('sync')
  })

  const engine = startWithPortfolio({ startWorker: forkedWorkers(join(projectFolder, 'dist')) })
  const place = { section: 'students', strand: 'students.1' } as const
  const began = performance.now()
  const since = () => (performance.now() - began) / 1000
  await engine.ask('addEvidence', { place, files: paths.map((path) => ({ path })), each: true })
  const stored = since()
  const seen = async () => {
    const pieces = await engine.ask('listSummaries', {})
    return pieces.filter(({ cover }) => cover && cover.role !== 'link' && cover.file.picture !== 'waiting')
      .length
  }
  let first = 0
  let thumbnails = 0
  while (thumbnails === 0) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const done = await seen()
    if (first === 0 && done >= Math.min(20, count)) first = since()
    if (done === count) thumbnails = since()
  }
  await engine.finishPictures({})
  const whole = since()

  report('intake', [
    ['photos', `${count} of ${(megabytes / count).toFixed(1)} MB`],
    ['cp and sync', `${copied.toFixed(1)} s`],
    ['stored and hashed', `${stored.toFixed(1)} s, ${(stored / copied).toFixed(1)} x`],
    ['first 20 thumbnails after that', `${(first - stored).toFixed(1)} s`],
    ['all thumbnails', `${thumbnails.toFixed(1)} s, ${(thumbnails / copied).toFixed(1)} x`],
    ['ready for print', `${whole.toFixed(1)} s, ${(whole / copied).toFixed(1)} x`],
  ])
})
