import { emptyComments } from './clean-ogg'
import { wholeWith, type Patch, type Plan, type Source } from './patches'

/* Matroska and WebM (RFC 9559): what is not film becomes `Void` and empty, in its place. */

const voidElement = 0xec
const segment = 0x18538067
const cluster = 0x1f43b675

/** What is kept as it is, by the element around it; numbers in `masters` are looked into. */
const kept: Readonly<Record<number, readonly number[]>> = {
  // The head of the file: versions and the kind of document.
  [0x1a45dfa3]: [0x4286, 0x42f7, 0x42f2, 0x42f3, 0x4282, 0x4287, 0x4285],
  // Seeking, clusters (each laid out in blocks), cues
  [segment]: [0x114d9b74, 0x1c53bb6b],
  // Scale and duration
  [0x1549a966]: [0x2ad7b1, 0x4489],
  [0x1654ae6b]: [],
  // A track: number, kind, codec, language, how it is coded
  [0xae]: [
    0xd7, 0x73c5, 0x83, 0xb9, 0x88, 0x55aa, 0x9c, 0x6de7, 0x6df8, 0x23e383, 0x234e7a, 0x55ee, 0x22b59c,
    0x22b59d, 0x86, 0x56aa, 0x56bb, 0x63a2, 0xe0, 0xe1, 0xaa,
  ],
  [cluster]: [0xe7, 0xa7, 0xab, 0xa3, 0xa0],
}
const masters = [0x1a45dfa3, segment, 0x1549a966, 0x1654ae6b, 0xae, cluster]

/** Texts that have to be there: the programs that wrote it. */
const emptied = [0x4d80, 0x5741]

const codecPrivate = 0x63a2
const trackKind = 0x83

/** Pictures, sounds, subtitles. */
const keptTracks = [1, 2, 0x11]

/** How comments begin that are kept with a codec. */
const tagged = ['\u0003vorbis', '\u0081theora']

/** The largest description of a codec, in bytes. */
const largestPrivate = 1024 * 1024
const mostElements = 5_000_000

type Element = { id: number; at: number; from: number; to: number; isOpen: boolean }

/** How such a film is cleaned while it is copied. Throws for a broken one, and for tracks that are not known. */
export async function planMatroska(source: Source): Promise<Plan> {
  const patches: Patch[] = []
  let count = 0
  const found = { film: false }

  /** Up to where the children of an element reach. */
  async function walk(parent: Element | null, from: number, to: number): Promise<number> {
    let at = from
    while (at < to) {
      count += 1
      if (count > mostElements) throw new Error('too many elements')
      const element = await elementAt(source, at, to)
      // A cluster of a stream that was recorded ends where something of the segment begins.
      if (parent?.isOpen && parent.id === cluster && isOfSegment(element.id)) return at
      if (element.isOpen && element.id !== segment && element.id !== cluster) throw new Error('no end')
      if (isMaster(parent, element.id)) at = await walk(element, element.from, element.to)
      else {
        await cleanElement(parent, element)
        at = element.to
      }
    }
    if (at !== to) throw new Error('a broken element')
    return at
  }

  async function cleanElement(parent: Element | null, { id, at, from, to }: Element): Promise<void> {
    if (parent?.id === cluster) found.film = true
    if (emptied.includes(id)) patches.push({ at: from, length: to - from })
    else if (parent === null || !kept[parent.id]?.includes(id)) makeVoid(at, from, to)
    else if (id === codecPrivate) await cleanPrivate(from, to)
    else if (id === trackKind && !keptTracks.includes((await source.read(from, 1)).readUInt8()))
      throw new Error('a track that is not known')
  }

  /** Zeros behind a head of the same length: a longer one where its own was. */
  function makeVoid(at: number, from: number, to: number): void {
    const length = from - at
    const size = to - at - 2
    if (length === 2) {
      patches.push({ at, length: 2, bytes: Buffer.from([voidElement, 0x80 | size]) })
    } else {
      // Its length in as many bytes as are left of the head, the first of which says how many.
      const head = Buffer.alloc(length)
      head.writeUInt8(voidElement, 0)
      const wide = Math.min(8, length - 1)
      const value = (1n << BigInt(7 * wide)) | BigInt(to - at - 1 - wide)
      for (let byte = 0; byte < wide; byte += 1)
        head.writeUInt8(Number((value >> BigInt(8 * (wide - 1 - byte))) & 0xffn), 1 + byte)
      patches.push({ at, length, bytes: head })
    }
    patches.push({ at: from, length: to - from })
  }

  async function cleanPrivate(from: number, to: number): Promise<void> {
    if (to - from > largestPrivate) throw new Error('too large')
    const bytes = Buffer.from(await source.read(from, to - from))
    if (bytes.includes('fLaC')) throw new Error('a description with blocks')
    const comments = tagged.find((name) => bytes.includes(name, 0, 'latin1'))
    if (comments === undefined) return
    const { begin, end } = secondHeader(bytes)
    emptyComments(bytes.subarray(0, end), { at: begin, comments, framing: 1 })
    patches.push({ at: from, length: to - from, bytes })
  }

  await walk(null, 0, source.size)
  if (!found.film) throw new Error('no film in it')
  return wholeWith(source, patches)
}

/** Three headers lie in a row, in front how many follow the first, and the lengths of the first two in steps of 255. */
function secondHeader(bytes: Buffer): { begin: number; end: number } {
  if (bytes.readUInt8(0) !== 2) throw new Error('no three headers')
  let at = 1
  const length = () => {
    let sum = 0
    for (; bytes.readUInt8(at) === 255; at += 1) sum += 255
    at += 1
    return sum + bytes.readUInt8(at - 1)
  }
  const [first, second] = [length(), length()]
  if (at + first + second > bytes.length) throw new Error('broken headers')
  return { begin: at + first, end: at + first + second }
}

function isMaster(parent: Element | null, id: number): boolean {
  if (!masters.includes(id)) return false
  if (parent === null) return id === 0x1a45dfa3 || id === segment
  if (parent.id === segment) return id === 0x1549a966 || id === 0x1654ae6b || id === cluster
  return parent.id === 0x1654ae6b && id === 0xae
}

/** Numbers of four bytes: what lies in a cluster has shorter ones. */
function isOfSegment(id: number): boolean {
  return id >= 0x10000000
}

async function elementAt(source: Source, at: number, end: number): Promise<Element> {
  const bytes = await source.read(at, Math.min(12, end - at, source.size - at))
  const idLength = Math.clz32(bytes.readUInt8(0)) - 23
  if (idLength > 4) throw new Error('no element')
  const id = bytes.readUIntBE(0, idLength)
  const sizeLength = Math.clz32(bytes.readUInt8(idLength)) - 23
  if (sizeLength > 8) throw new Error('no size')
  let value = BigInt(bytes.readUInt8(idLength)) & ((1n << BigInt(8 - sizeLength)) - 1n)
  for (let byte = 1; byte < sizeLength; byte += 1)
    value = (value << 8n) | BigInt(bytes.readUInt8(idLength + byte))
  const isOpen = value === (1n << BigInt(7 * sizeLength)) - 1n
  const from = at + idLength + sizeLength
  const to = isOpen ? end : from + Number(value)
  if (to > end) throw new Error('a broken element')
  return { id, at, from, to, isOpen }
}
