import { wholeWith, type Patch, type Plan, type Source } from './patches'

/* Sounds: what is heard stays; tags, pictures and the recorder's notes go. */

/** Read whole, in bytes: many hours of MP3. */
const largestSound = 200 * 1024 * 1024

const waveChunks = ['fmt ', 'data', 'fact', 'ds64']

/** WAV (RIFF, RF64): chunks that are not sound become `JUNK` and empty, in their place. Throws for a broken one. */
export async function planWave(source: Source): Promise<Plan> {
  const patches: Patch[] = []
  let hasSound = false
  for (let at = 12; at < source.size;) {
    const head = await source.read(at, 8)
    const name = head.toString('latin1', 0, 4)
    const told = head.readUInt32LE(4)
    // A recorder that was stopped, or a file of more than 4 GB: up to the end.
    const isOpen = name === 'data' && (told === 0xffffffff || (told === 0 && !hasSound))
    const size = isOpen ? source.size - at - 8 : told
    const end = at + 8 + size
    if (!/^[ -~]{4}$/.test(name) || end > source.size) throw new Error('a broken chunk')
    if (name === 'data') hasSound = true
    const isKept = waveChunks.includes(name) && (name === 'data' || size <= 64)
    if (!isKept) patches.push({ at, length: 4, bytes: Buffer.from('JUNK') }, { at: at + 8, length: size })
    // Each begins at an even place, and the byte between says nothing.
    if (size % 2 === 1 && end < source.size) patches.push({ at: end, length: 1 })
    at = end + (size % 2)
  }
  if (!hasSound) throw new Error('no sound in it')
  return wholeWith(source, patches)
}

/** FLAC: only the description of the stream and the sound stay; all other blocks become padding, in their place. */
export async function planFlac(source: Source): Promise<Plan> {
  const patches: Patch[] = []
  let at = 4
  for (let isLast = false; !isLast;) {
    const head = await source.read(at, 4)
    isLast = (head.readUInt8(0) & 0x80) !== 0
    const size = head.readUIntBE(1, 3)
    const isStream = (head.readUInt8(0) & 0x7f) === 0
    if (isStream !== (at === 4) || (isStream && size !== 34)) throw new Error('no such stream')
    if (!isStream) {
      patches.push(
        { at, length: 1, bytes: Buffer.from([(isLast ? 0x80 : 0) | 1]) },
        { at: at + 4, length: size },
      )
    }
    at += 4 + size
  }
  if (((await source.read(at, 2)).readUInt16BE() & 0xfffe) !== 0xfff8) throw new Error('no sound in it')
  const tail = source.size - 128
  const isTagged = tail > at && (await source.read(tail, 3)).toString('latin1') === 'TAG'
  return { spans: [{ from: 0, to: isTagged ? tail : source.size }], patches }
}

/**
 * MPEG audio (ISO/IEC 11172-3, 13818-3): only frames are copied, each of which another one of its kind follows or goes
 * before; so no tag of whatever kind comes along. Throws when there are none.
 */
export async function planMpegAudio(source: Source): Promise<Plan> {
  if (source.size > largestSound) throw new Error('too large')
  const bytes = await source.read(0, source.size)
  const spans: Plan['spans'] = []
  for (let at = sizeOfTag(bytes); at + 4 <= bytes.length;) {
    const size = frameSize(bytes, at)
    const next = at + size
    const isFrame = size > 0 && next <= bytes.length && (isSame(bytes, at, next) || spans.at(-1)?.to === at)
    if (!isFrame) {
      const found = bytes.indexOf(0xff, at + 1)
      at = found < 0 ? bytes.length : found
      continue
    }
    const last = spans.at(-1)
    if (last?.to === at) last.to = next
    else spans.push({ from: at, to: next })
    at = next
  }
  if (spans.length === 0) throw new Error('no sound in it')
  return { spans, patches: [] }
}

/** ID3v2 at the begin: its length is written in seven bits of each byte. */
function sizeOfTag(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 3) !== 'ID3' || bytes.length < 10) return 0
  const sizes = [6, 7, 8, 9].map((at) => bytes.readUInt8(at))
  if (sizes.some((size) => size > 0x7f)) return 0
  return 10 + sizes.reduce((sum, size) => sum * 128 + size, 0)
}

/** Version, layer and sampling rate are the same in all frames of a file. */
function isSame(bytes: Buffer, one: number, other: number): boolean {
  if (other + 4 > bytes.length) return false
  const same = (at: number) => bytes.readUInt32BE(at) & 0xfffe0c00
  return same(one) === same(other) && frameSize(bytes, other) > 0
}

/** kbit/s by version and layer, then by number; 0 is free or forbidden. */
const rates: Readonly<Record<string, readonly number[]>> = {
  '1.1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448, 0],
  '1.2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 0],
  '1.3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0],
  '2.1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256, 0],
  '2.2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0],
}

/** Length of the frame that begins there, in bytes; 0 for none. */
function frameSize(bytes: Buffer, at: number): number {
  const head = bytes.readUInt32BE(at)
  if (head >>> 21 !== 0x7ff) return 0
  const version = (head >>> 19) & 3
  const layer = 4 - ((head >>> 17) & 3)
  const sampling = [44_100, 48_000, 32_000, 0][(head >>> 10) & 3] ?? 0
  if (version === 1 || layer === 4 || sampling === 0) return 0
  const isFirst = version === 3
  const rate = rates[`${isFirst ? 1 : 2}.${isFirst || layer === 1 ? layer : 2}`]?.[(head >>> 12) & 15] ?? 0
  const hertz = isFirst ? sampling : version === 2 ? sampling / 2 : sampling / 4
  const padding = (head >>> 9) & 1
  if (rate === 0) return 0
  if (layer === 1) return (Math.floor((12_000 * rate) / hertz) + padding) * 4
  return Math.floor(((layer === 3 && !isFirst ? 72_000 : 144_000) * rate) / hertz) + padding
}
