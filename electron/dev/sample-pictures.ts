import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Vips from 'wasm-vips'
import { projectFolder } from './places'
import { runScript, say } from './say'

/** A part of a drawing, in its own units from the upper left corner: left, top, width, height. */
type Crop = readonly [number, number, number, number]

/** The photos of the sample, the drawing that each is made of, and the part of it that is seen. */
const photos: Readonly<Record<string, { drawing: string; crop?: Crop }>> = {
  book: { drawing: 'book' },
  call: { drawing: 'call' },
  council: { drawing: 'council' },
  garden: { drawing: 'garden' },
  hands: { drawing: 'hands' },
  library: { drawing: 'library' },
  logo: { drawing: 'logo' },
  map: { drawing: 'map' },
  outside: { drawing: 'outside' },
  podcast: { drawing: 'podcast' },
  posters: { drawing: 'posters' },
  posters2: { drawing: 'posters', crop: [60, 330, 840, 560] },
  stage: { drawing: 'stage' },
  // Hardly another photo: the app finds such pairs.
  stage2: { drawing: 'stage', crop: [30, 14, 1450, 966] },
  stand: { drawing: 'stand' },
  table: { drawing: 'table' },
  table2: { drawing: 'table', crop: [700, 330, 690, 460] },
  tree: { drawing: 'tree' },
  workshop: { drawing: 'workshop' },
  workshop2: { drawing: 'workshop', crop: [380, 60, 1050, 700] },
}

/** As wide as the book prints them at 220 dpi, in px. */
const printedWidth = 1400

/** Draws `resources/sample/photos/` anew after a drawing in `resources/sample/pictures/` was changed. */
await runScript(async () => {
  const sample = join(projectFolder, 'resources', 'sample')
  mkdirSync(join(sample, 'photos'), { recursive: true })
  const vips = await Vips({ dynamicLibraries: ['vips-resvg.wasm'] })
  let total = 0
  for (const [name, { drawing, crop }] of Object.entries(photos)) {
    const svg = readFileSync(join(sample, 'pictures', `${drawing}.svg`))
    const path = join(sample, 'photos', `${name}.jpg`)
    const plain = vips.Image.svgloadBuffer(svg)
    const [left, top, width, height] = crop ?? [0, 0, plain.width, plain.height]
    const scale = (name === 'logo' ? width : printedWidth) / width
    const [x = 0, y = 0, wide = 0, high = 0] = [left, top, width, height].map((each) =>
      Math.floor(each * scale),
    )
    // A script that ends soon may leave its images to the end of the process.
    const seen = vips.Image.svgloadBuffer(svg, { scale })
      .flatten({ background: [255, 255, 255] })
      .crop(x, y, wide, high)
    writeFileSync(path, seen.jpegsaveBuffer({ Q: 72, optimize_coding: true, keep: 'none' }))
    total += statSync(path).size
  }
  say(`${Object.keys(photos).length} photos, ${Math.round(total / 1000)} KB`)
  return 0
})
