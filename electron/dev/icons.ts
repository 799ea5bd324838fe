import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectFolder } from './places'
import { runScript, say } from './say'

/*
 * The app's icons from its two drawings in resources/icons: PNGs for Linux and the window, an ICO for Windows, an ICNS for
 * macOS. What comes out is kept in git, since a release machine should not draw.
 */

const iconsFolder = join(projectFolder, 'resources', 'icons')

/** Up to this size, in px, the drawing with larger petals is taken. */
const small = 32

const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256] as const
/** The types of an ICNS that hold a PNG, with their sizes in px; half of them for screens of twice the density. */
const appleTypes: Readonly<Record<string, number>> = {
  icp4: 16,
  icp5: 32,
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
}

/** Draws one size as PNG. */
type Draw = (size: number) => Buffer

/** An ICO of PNGs: a head of 6 bytes, 16 for each picture, and the pictures. */
export function icoOf(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let at = head.length
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * index
    // 256 is written as 0.
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** An ICNS of PNGs: `icns` and the length of all, then of each its type, its length and the picture. */
export function icnsOf(pictures: readonly { type: string; png: Buffer }[]): Buffer {
  const chunks = pictures.map(({ type, png }) => Buffer.concat([chunkHead(type, png.length), png]))
  const body = Buffer.concat(chunks)
  return Buffer.concat([chunkHead('icns', body.length), body])
}

function chunkHead(type: string, length: number): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(8 + length, 4)
  return head
}

async function createDraw(): Promise<Draw> {
  const { default: Vips } = await import('wasm-vips')
  const vips = await Vips({ dynamicLibraries: ['vips-resvg.wasm'] })
  const [large, tiny] = ['icon.svg', 'icon-small.svg'].map((name) => readFileSync(join(iconsFolder, name)))
  return (size) => {
    const drawing = vips.Image.svgloadBuffer((size <= small ? tiny : large) ?? '', { scale: size / 1024 })
    const png = Buffer.from(drawing.pngsaveBuffer({ compression: 9, keep: 'none' }))
    drawing.delete()
    return png
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    const draw = await createDraw()
    const linux = join(iconsFolder, 'linux')
    rmSync(linux, { recursive: true, force: true })
    mkdirSync(linux)
    for (const size of linuxSizes) writeFileSync(join(linux, `${size}x${size}.png`), draw(size))
    writeFileSync(join(iconsFolder, 'icon.png'), draw(1024))
    const windows = windowsSizes.map((size) => ({ size, png: draw(size) }))
    writeFileSync(join(iconsFolder, 'icon.ico'), icoOf(windows))
    const apple = Object.entries(appleTypes).map(([type, size]) => ({ type, png: draw(size) }))
    writeFileSync(join(iconsFolder, 'icon.icns'), icnsOf(apple))
    say(`The icons lie in ${iconsFolder}.`)
    return 0
  })
}
