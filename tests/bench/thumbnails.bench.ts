import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Jimp } from 'jimp'
import { it } from 'vitest'
import { pictureEdges } from '../../electron/domain/evidence'
import { lookAt } from '../../electron/media/renditions'
import { temporaryFolder } from '../support/temporary'
import { makePhotos } from './photos'
import { percentile, report } from './report'
import { leaveLines, ratioOf, sayTime } from './table'

/* A thumbnail of a photo of 12 megapixels: ours, Electron's own `nativeImage`, and jimp, on one core each. */

const count = 12
const edge = pictureEdges.thumbnail

/** What Electron runs: no window, only its decoder. */
const script = `
const { app, nativeImage } = require('electron')
const paths = JSON.parse(process.env.PHOTO_PATHS)
app.whenReady().then(() => {
  const times = paths.map((path) => {
    const start = performance.now()
    nativeImage.createFromPath(path).resize({ width: ${edge}, quality: 'good' }).toJPEG(78)
    return performance.now() - start
  })
  console.log('times ' + JSON.stringify(times))
  app.exit(0)
})`

function withNativeImage(paths: readonly string[]): number[] {
  const folder = join(temporaryFolder(), 'app')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{"name":"thumbnails","version":"1.0.0","main":"main.cjs"}')
  writeFileSync(join(folder, 'main.cjs'), script)
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const { stdout } = spawnSync(process.env.FIVEFOLD_ELECTRON ?? '', [...sandbox, folder], {
    encoding: 'utf8',
    env: { ...process.env, PHOTO_PATHS: JSON.stringify(paths) },
  })
  return JSON.parse(/times (.*)/.exec(stdout)?.[1] ?? '[]') as number[]
}

async function timed(paths: readonly string[], work: (path: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (const path of paths) {
    const start = performance.now()
    await work(path)
    times.push(performance.now() - start)
  }
  return times
}

it('thumbnails', { timeout: 600_000 }, async () => {
  const folder = temporaryFolder()
  // One more, so that no one pays for being loaded.
  const [warm = '', ...paths] = await makePhotos(folder, count + 1)
  const ours = async (source: string) =>
    lookAt({ source, type: 'image/jpeg', thumbnail: join(folder, 'thumbnail.jpg') })
  const jimp = async (source: string) => {
    const image = await Jimp.read(source)
    return image.resize({ w: edge }).getBuffer('image/jpeg', { quality: 78 })
  }
  await ours(warm)
  await jimp(warm)
  const times = {
    ours: await timed(paths, ours),
    nativeImage: withNativeImage([warm, ...paths]).slice(1),
    jimp: await timed(paths, jimp),
  }
  const middle = Number(percentile(times.ours, 50))
  report(
    'thumbnails of 12 megapixels',
    Object.entries(times).map(([name, each]) => {
      const half = percentile(each, 50)
      return [name, `${half} ms, ${(Number(half) / middle).toFixed(1)} x`] as const
    }),
  )
  leaveLines(
    'thumbnails',
    (['nativeImage', 'jimp'] as const).map((name) => ({
      job: 'A thumbnail of a photo of 12 megapixels',
      ours: sayTime(middle),
      beside: `${name}: ${sayTime(Number(percentile(times[name], 50)))}`,
      ratio: ratioOf(middle, Number(percentile(times[name], 50))),
    })),
  )
})
