import { readTrack, type Track } from './film-tracks'
import { wholeWith, type Patch, type Plan, type Source } from './patches'

/*
 * Films and sounds in boxes (ISO/IEC 14496-12, QuickTime File Format): MP4, MOV, M4A, 3GP. Boxes that make the film stay,
 * all others become `free` and empty; so nothing moves. What lies between the pictures and sounds of the tracks that stay is
 * emptied too: cameras write the way they went there.
 */

/** The table of contents of a film of many hours, in bytes. */
const largestMovie = 64 * 1024 * 1024
const mostBoxes = 200_000

/** By the box around it; what is not named here goes. */
const kept: Readonly<Record<string, readonly string[]>> = {
  '': ['ftyp', 'styp', 'moov', 'moof', 'mdat', 'sidx', 'ssix', 'mfra'],
  moov: ['mvhd', 'trak', 'mvex', 'iods'],
  mvex: ['mehd', 'trex', 'trep', 'leva'],
  trak: ['tkhd', 'tapt', 'edts', 'mdia'],
  tapt: ['clef', 'prof', 'enof'],
  edts: ['elst'],
  mdia: ['mdhd', 'hdlr', 'elng', 'minf'],
  minf: ['vmhd', 'smhd', 'nmhd', 'sthd', 'hdlr', 'dinf', 'stbl'],
  dinf: ['dref'],
  stbl: 'stsd stts ctts cslg stss stsc stsz stz2 stco co64 sdtp sbgp sgpd subs saiz saio padb stdp stsh stps'.split(
    ' ',
  ),
  moof: ['mfhd', 'traf'],
  traf: ['tfhd', 'tfdt', 'trun', 'sdtp', 'sbgp', 'sgpd', 'subs', 'saiz', 'saio', 'senc'],
  mfra: ['tfra', 'mfro'],
}

/** Tracks that are seen and heard; all others tell of the camera, its way, or the recording. */
const keptTracks = ['vide', 'soun', 'sbtl', 'subt', 'clcp']

/** Drones write their height and place as subtitles. */
const flight = /GPS|HOME ?\(|BAROMETER|latitude|rel_alt|ISO ?:/i

/** A part of the file, in bytes. */
type Span = { from: number; to: number }

/** How a film is cleaned while it is copied. Throws for one that is broken, compressed, or has parts elsewhere. */
export async function planFilm(source: Source): Promise<Plan> {
  const patches: Patch[] = []
  const media: Span[] = []
  let tracks: Track[] | null = null
  let isFragmented = false
  let count = 0
  for (let at = 0; at < source.size;) {
    const { name, size, head } = await topBox(source, at)
    count += 1
    if (count > mostBoxes) throw new Error('too many boxes')
    if (!kept['']?.includes(name)) {
      patches.push(
        { at: at + 4, length: 4, bytes: Buffer.from('free') },
        { at: at + head, length: size - head },
      )
    } else if (name === 'mdat') media.push({ from: at + head, to: at + size })
    else if (name === 'moov' || name === 'moof' || name === 'mfra') {
      if (size > largestMovie) throw new Error('too large')
      const box = Buffer.from(await source.read(at, size))
      if (name === 'moov' && tracks) throw new Error('two films')
      if (name === 'moov') tracks = readTracks(box)
      if (name === 'moof') isFragmented = true
      cleanBox(box, { name, from: head, to: size })
      patches.push({ at, length: size, bytes: box })
    }
    at += size
  }
  if (!tracks || media.length === 0) throw new Error('no film in it')
  return wholeWith(source, [...patches, ...(await mediaPatches(source, { tracks, media, isFragmented }))])
}

async function topBox(source: Source, at: number): Promise<{ name: string; size: number; head: number }> {
  const bytes = await source.read(at, 8)
  const name = bytes.toString('latin1', 4, 8)
  requireName(name)
  const short = bytes.readUInt32BE(0)
  const head = short === 1 ? 16 : 8
  // 0: up to the end of the file.
  const long = short === 1 ? Number((await source.read(at + 8, 8)).readBigUInt64BE()) : short
  const size = short === 0 ? source.size - at : long
  if (size < head || at + size > source.size) throw new Error('a broken box')
  return { name, size, head }
}

/** Four letters, or Apple's sign and three: anything else is a name that was damaged. */
function requireName(name: string): void {
  if (!/^[ -~\u00a9][ -~]{3}$/.test(name)) throw new Error('no name of a box')
}

type Box = { name: string; from: number; to: number }

/** The boxes of a box, with the places of their content. Throws unless they fill it. */
function childrenOf(bytes: Buffer, from: number, to: number): (Box & { at: number })[] {
  const boxes: (Box & { at: number })[] = []
  let at = from
  while (at + 8 <= to) {
    const short = bytes.readUInt32BE(at)
    // QuickTime ends a list with four zeros.
    if (short === 0 && to - at <= 8) break
    const head = short === 1 ? 16 : 8
    const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short
    if (size < head || at + size > to) throw new Error('a broken box')
    const name = bytes.toString('latin1', at + 4, at + 8)
    requireName(name)
    boxes.push({ name, at, from: at + head, to: at + size })
    at += size
  }
  bytes.fill(0, at, to)
  return boxes
}

function readTracks(movie: Buffer): Track[] {
  const children = childrenOf(movie, movie.readUInt32BE(0) === 1 ? 16 : 8, movie.length)
  if (children.some(({ name }) => name === 'cmov')) throw new Error('a packed film')
  return children.flatMap((child) => {
    if (child.name !== 'trak') return []
    requireWhole(movie, child)
    return readTrack(movie.subarray(child.from, child.to))
  })
}

/** Throws for boxes that do not fill the one around them: where the media of a track lies has to be known. */
function requireWhole(bytes: Buffer, { name, from, to }: Box): void {
  if (!kept[name]) return
  for (const child of childrenOf(bytes, from, to)) requireWhole(bytes, child)
}

/** Empties in place what is not wanted in a box. @param kind of the track that it belongs to, if any */
function cleanBox(bytes: Buffer, { name, from, to }: Box, kind = ''): void {
  for (const child of childrenOf(bytes, from, to)) {
    const isKept = kept[name]?.includes(child.name) ?? false
    const track = child.name === 'trak' ? readTrack(bytes.subarray(child.from, child.to)) : null
    if (!isKept || (track && !isKeptTrack(track))) {
      bytes.write('free', child.at + 4, 'latin1')
      bytes.fill(0, child.from, child.to)
    } else if (kept[child.name]) cleanBox(bytes, child, track?.kind ?? kind)
    else cleanField(bytes, child, kind)
  }
}

function isKeptTrack({ kind }: Track): boolean {
  return keptTracks.includes(kind)
}

function cleanField(bytes: Buffer, { name, from, to }: Box, kind: string): void {
  if (name === 'mvhd' || name === 'tkhd' || name === 'mdhd') {
    // When it was made and changed; after version and flags.
    bytes.fill(0, from + 4, from + 4 + (bytes.readUInt8(from) === 1 ? 16 : 8))
  } else if (name === 'hdlr') bytes.fill(0, from + 12, to)
  else if (name === 'dref') cleanReferences(bytes, from, to)
  else if (name === 'stsd') cleanDescriptions(bytes, { from, to }, kind)
}

/** Where the media lies: in this file, or the path of another one. */
function cleanReferences(bytes: Buffer, from: number, to: number): void {
  for (const reference of childrenOf(bytes, from + 8, to)) {
    if ((bytes.readUInt8(reference.from + 3) & 1) === 0) throw new Error('media elsewhere')
    bytes.fill(0, reference.from + 4, reference.to)
  }
}

/** How pictures and sounds are coded; a camera writes its name beside it. */
function cleanDescriptions(bytes: Buffer, { from, to }: Span, kind: string): void {
  for (const entry of childrenOf(bytes, from + 8, to)) {
    if (kind === 'vide') {
      if (entry.to - entry.from < 78) throw new Error('a short description')
      // Who made the coder, and what it is called.
      bytes.fill(0, entry.from + 12, entry.from + 16)
      bytes.fill(0, entry.from + 42, entry.from + 74)
    }
    for (const name of ['uuid', 'udta', 'meta']) {
      const at = bytes.indexOf(name, entry.from, 'latin1')
      if (at >= 4 && at < entry.to) throw new Error('a description with something else in it')
    }
  }
}

/** Empties all media that belongs to no track that stays. */
async function mediaPatches(
  source: Source,
  { tracks, media, isFragmented }: { tracks: Track[]; media: Span[]; isFragmented: boolean },
): Promise<Patch[]> {
  if (isFragmented) {
    if (!tracks.every(({ kind }) => kind === 'vide' || kind === 'soun'))
      throw new Error('a track that cannot be told apart')
    return []
  }
  const starts = tracks.flatMap(({ chunks }) => chunks.map(({ at }) => at)).sort((one, other) => one - other)
  const wanted: Span[] = []
  for (const track of tracks.filter(isKeptTrack)) {
    const chunks = track.chunks.map(({ at, size }) => {
      const next = nextOf(starts, at)
      // Pieces that overlap: which track's are they?
      if (size !== null && at + size > next) throw new Error('media in a tangle')
      return { from: at, to: size === null ? next : at + size }
    })
    if (['sbtl', 'subt', 'clcp'].includes(track.kind)) await refuseFlight(source, chunks)
    wanted.push(...chunks)
  }
  wanted.sort((one, other) => one.from - other.from)
  return media.flatMap(({ from, to }) => gapsIn(from, to, wanted))
}

/** Where the next piece of media begins: sound without sizes of its own goes up to there. */
function nextOf(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return starts[low] ?? Number.MAX_SAFE_INTEGER
}

async function refuseFlight(source: Source, chunks: readonly Span[]): Promise<void> {
  for (const { from, to } of chunks) {
    const text = await source.read(from, Math.min(to, source.size) - from)
    if (flight.test(text.toString('latin1'))) throw new Error('subtitles that tell a place')
  }
}

function gapsIn(from: number, to: number, wanted: readonly Span[]): Patch[] {
  const gaps: Patch[] = []
  let at = from
  for (const piece of wanted) {
    if (piece.to <= at) continue
    if (piece.from >= to) break
    if (piece.from > at) gaps.push({ at, length: piece.from - at })
    at = piece.to
  }
  if (at < to) gaps.push({ at, length: to - at })
  return gaps
}
