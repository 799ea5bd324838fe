import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import Vips from 'wasm-vips'
import { temporaryFolder } from './temporary'

let vips: ReturnType<typeof Vips> | null = null

function library(): ReturnType<typeof Vips> {
  vips ??= Vips({ dynamicLibraries: ['vips-heif.wasm'], printErr: () => undefined })
  return vips
}

type Colour = readonly [red: number, green: number, blue: number, alpha?: number]
type Size = { width: number; height: number }

/**
 * A folder with so many photos of one picture, each another file: `filling` random bytes behind its end make it take its time.
 * Sizes in px.
 */
export async function folderOfPhotos(
  count: number,
  { filling, ...size }: Size & { filling: number },
): Promise<string> {
  const folder = temporaryFolder()
  const photo = await drawPicture('IMG.jpg', size)
  for (let index = 0; index < count; index += 1) {
    const path = join(folder, `IMG_${index}.jpg`)
    copyFileSync(photo, path)
    appendFileSync(path, randomBytes(filling))
  }
  return folder
}

/**
 * Draws a picture with detail in every part into a folder of this test; the name's ending gives the format: all of
 * libvips, AVIF, BMP, HEIC. `seed` makes pictures that differ. Sizes in px.
 */
export async function drawPicture(
  name: string,
  { width, height, seed = 1, isClear = false }: Size & { seed?: number; isClear?: boolean },
): Promise<string> {
  return paint(name, { width, height }, (x, y) => {
    const [red, green, blue] = [(x * 255) / width, (y * 255) / height, ((x ^ y) + seed * 37) % 256]
    return isClear ? [red, green, blue, (x + y) % 256] : [red, green, blue]
  })
}

/** Draws a picture so dark that hardly anything can be seen on it. */
export async function drawNight(name: string, size: Size): Promise<string> {
  return paint(name, size, (x, y) => [(x * 24) / size.width, (y * 24) / size.height, 8])
}

/** Draws what looks like a photo, large soft shapes with a little grain; each `seed` is another scene. */
export async function drawScene(
  name: string,
  { width, height, seed }: Size & { seed: number },
): Promise<string> {
  const random = randomOf(seed)
  const shapes = Array.from({ length: 14 }, () => ({
    x: random(),
    y: random(),
    reach: 0.08 + random() * 0.25,
    colour: [random() * 2 - 1, random() * 2 - 1, random() * 2 - 1] as const,
  }))
  return paint(name, { width, height }, (x, y) => {
    const light = shapes.map((shape) => {
      const [dx, dy] = [(x / width - shape.x) / shape.reach, (y / height - shape.y) / shape.reach]
      return Math.exp(-(dx * dx + dy * dy))
    })
    const grain = ((x * 7919) ^ (y * 104729)) & 7
    const band = (of: 0 | 1 | 2) =>
      clamp(128 + grain + 110 * shapes.reduce((sum, shape, i) => sum + shape.colour[of] * (light[i] ?? 0), 0))
    return [band(0), band(1), band(2)]
  })
}

/**
 * Draws blocks of 10 px, each half dark or bright in each of its colours: whatever smooths them is seen at once, and so is
 * what is darker.
 */
export async function drawBlocks(
  name: string,
  { width, height, seed }: Size & { seed: number },
): Promise<string> {
  const random = randomOf(seed)
  const columns = Math.ceil(width / 10)
  const blocks = Array.from({ length: columns * Math.ceil(height / 10) }, () => {
    const [red, green, blue] = [random(), random(), random()].map((each) => (each < 0.5 ? 90 : 247))
    return [red ?? 90, green ?? 90, blue ?? 90] as const
  })
  return paint(
    name,
    { width, height },
    (x, y) => blocks[Math.floor(y / 10) * columns + Math.floor(x / 10)] ?? [0, 0, 0],
  )
}

/** The colours of the corners, clockwise from the top left. */
const corners: readonly Colour[] = [
  [200, 30, 30],
  [30, 180, 30],
  [30, 30, 200],
  [230, 230, 230],
]

/** Draws four fields in the colours of `corners`: one sees which way is up. */
export async function drawCorners(name: string, { width, height }: Size): Promise<string> {
  return paint(name, { width, height }, (x, y) => {
    const field = y < height / 2 ? (x < width / 2 ? 0 : 1) : x < width / 2 ? 3 : 2
    return corners[field] ?? [0, 0, 0]
  })
}

/** Which of `corners` lies in each corner of a picture that libvips reads, clockwise from the top left. */
export async function cornersIn(path: string): Promise<number[]> {
  const module = await library()
  const image = module.Image.newFromBuffer(readFileSync(path))
  try {
    const [left, top] = [Math.floor(image.width / 8), Math.floor(image.height / 8)]
    const [right, bottom] = [image.width - left - 1, image.height - top - 1]
    return (
      [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
      ] as const
    ).map(([x, y]) => nearest(image.getpoint(x, y)))
  } finally {
    image.delete()
  }
}

/** Width and height of pictures that libvips reads, in px, as `512x307`. */
export async function sizesOf(...paths: string[]): Promise<string[]> {
  const module = await library()
  return paths.map((path) => {
    const image = module.Image.newFromBuffer(readFileSync(path))
    const size = `${image.width}x${image.height}`
    image.delete()
    return size
  })
}

/** The colours around places of a picture that libvips reads, given in fractions of its width and height. */
export async function coloursAt(
  path: string,
  places: readonly (readonly [x: number, y: number])[],
): Promise<number[][]> {
  const module = await library()
  const image = module.Image.newFromBuffer(readFileSync(path))
  const [width, height] = [image.width, image.height].map((edge) => Math.max(1, Math.round(edge / 25)))
  const kept = [image]
  try {
    return places.map(([x, y]) => {
      const part = image.crop(
        Math.round(x * image.width - (width ?? 1) / 2),
        Math.round(y * image.height - (height ?? 1) / 2),
        width ?? 1,
        height ?? 1,
      )
      kept.push(part)
      return [0, 1, 2].map((band) => {
        const one = part.extractBand(band)
        kept.push(one)
        return one.avg()
      })
    })
  } finally {
    for (const each of kept.reverse()) each.delete()
  }
}

/** The colour of the pixel in the middle of a picture that libvips reads. */
export async function middleOf(path: string): Promise<number[]> {
  const module = await library()
  const image = module.Image.newFromBuffer(readFileSync(path))
  try {
    return image.getpoint(Math.floor(image.width / 2), Math.floor(image.height / 2))
  } finally {
    image.delete()
  }
}

/** Writes a picture once more, in another size (as a share of its own), turned, in another format or quality, given by the name. */
export async function redraw(
  path: string,
  name: string,
  { scale = 1, turn = 'd0' }: { scale?: number; turn?: 'd0' | 'd90' | 'd270' } = {},
): Promise<string> {
  const module = await library()
  const source = module.Image.newFromBuffer(readFileSync(path))
  const resized = source.resize(scale)
  const image = resized.rot(turn)
  const target = join(temporaryFolder(), name)
  try {
    image.writeToFile(target)
    return target.replace(/\[.*$/, '')
  } finally {
    for (const each of [image, resized, source]) each.delete()
  }
}

/**
 * Writes a field of one colour, rgb(200, 30, 30), in other colours than sRGB: `p3` with its profile, as phones do, the four
 * inks of a printing press, 16 bits a band.
 */
export async function drawField(name: string, colours: 'p3' | 'cmyk' | 'rgb16'): Promise<string> {
  const module = await library()
  const pixels = Buffer.from(Array.from({ length: 64 * 64 }, () => [200, 30, 30]).flat())
  const bare = module.Image.newFromMemory(pixels, 64, 64, 3, module.BandFormat.uchar)
  const source = bare.copy({ interpretation: 'srgb' })
  const image =
    colours === 'p3' ? source.iccTransform('p3', { input_profile: 'srgb' }) : source.colourspace(colours)
  const path = join(temporaryFolder(), name)
  try {
    image.writeToFile(path)
    return path
  } finally {
    for (const each of [image, source, bare]) each.delete()
  }
}

/** Writes tags with exiftool, such as `-Orientation=6`, into the file itself. */
export function tag(path: string, ...tags: string[]): string {
  // It warns of what it makes up for itself.
  execFileSync('exiftool', ['-q', '-overwrite_original', '-n', ...tags, path], { stdio: 'ignore' })
  return path
}

function nearest(point: readonly number[]): number {
  const distances = corners.map((corner) =>
    [0, 1, 2].reduce((sum, band) => sum + Math.abs((corner[band] ?? 0) - (point[band] ?? 0)), 0),
  )
  return distances.indexOf(Math.min(...distances))
}

async function paint(name: string, size: Size, colourAt: (x: number, y: number) => Colour): Promise<string> {
  const { width, height } = size
  const bands = colourAt(0, 0).length
  const pixels = Buffer.alloc(width * height * bands)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = colourAt(x, y)
      for (let band = 0; band < bands; band++) pixels[(y * width + x) * bands + band] = colour[band] ?? 0
    }
  }
  const path = join(temporaryFolder(), name)
  const ending = extname(path)
  if (ending === '.bmp') {
    writeFileSync(path, bitmapOf(pixels, size))
    return path
  }
  if (ending !== '.heic') {
    await save(pixels, { ...size, bands, path })
    return path
  }
  const plain = join(temporaryFolder(), 'plain.png')
  await save(pixels, { ...size, bands, path: plain })
  encodeHeic(plain, path)
  return path
}

/** Makes a HEIC of a JPEG or PNG, with its metadata, by the encoder of libheif. */
export function encodeHeic(source: string, target: string): string {
  execFileSync('heif-enc', ['-q', '80', source, '-o', target], { stdio: 'ignore' })
  return target
}

async function save(
  pixels: Buffer,
  { width, height, bands, path }: Size & { bands: number; path: string },
): Promise<void> {
  const module = await library()
  const bare = module.Image.newFromMemory(pixels, width, height, bands, module.BandFormat.uchar)
  const image = bare.copy({ interpretation: 'srgb' })
  try {
    if (path.endsWith('.avif')) writeFileSync(path, image.heifsaveBuffer({ compression: 'av1', effort: 0 }))
    else image.writeToFile(path)
  } finally {
    image.delete()
    bare.delete()
  }
}

/** A bitmap of 24 bits, as Paint writes it: rows from the bottom up, blue first, padded to four bytes. */
function bitmapOf(pixels: Buffer, { width, height }: Size): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4
  const file = Buffer.alloc(54 + stride * height)
  file.write('BM', 0, 'latin1')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3
      const to = 54 + (height - 1 - y) * stride + x * 3
      for (let band = 0; band < 3; band++) file[to + band] = pixels[from + 2 - band] ?? 0
    }
  }
  return file
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}

/** A generator of numbers from 0 to 1, always the same for a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed * 2654435761
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * How much two pictures of the same size differ for the eye: both are cut into tiles of `edge` px, and of all tiles the largest
 * difference of the mean colours counts, 0 to 255. Infinity for pictures of different sizes.
 */
export async function differenceBetween(one: string, other: string, edge: number): Promise<number> {
  const module = await library()
  const kept: { delete: () => void }[] = []
  const keep = <Kept extends { delete: () => void }>(made: Kept): Kept => {
    kept.push(made)
    return made
  }
  try {
    const [first, second] = [one, other].map((path) =>
      keep(keep(module.Image.newFromBuffer(readFileSync(path))).colourspace('srgb')),
    ) as [Vips.Image, Vips.Image]
    if (first.width !== second.width || first.height !== second.height) return Infinity
    const [small, same] = [first, second].map((image) => keep(image.shrink(edge, edge))) as [
      Vips.Image,
      Vips.Image,
    ]
    return keep(keep(small.subtract(same)).abs()).max()
  } finally {
    for (const each of kept.reverse()) each.delete()
  }
}
