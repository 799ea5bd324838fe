import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { inflateSync } from 'node:zlib'
import { readAllParts } from '../../electron/media/clean-zip'
import { run } from './command-line'
import { tag } from './pictures'
import { temporaryFolder } from './temporary'

/* What no file that leaves may tell, and how it is looked for. */

export const author = 'Ivan Petrov-Secret'
export const place = String.raw`C:\Users\secret\Desktop\plan.docx`
export const serial = 'CAM9876543'

/** In UTF-8; any of them in a file that left is a leak. */
const words = ['Petrov-Secret', 'Users\\secret', 'Users/secret', 'CAM9876543', '42.69751', '23.32415']

/** As exiftool says the same. */
const told =
  /Petrov-Secret|Users[\\/]secret|CAM9876543|42 deg 41|23 deg 19|GPS(?:Latitude|Longitude|Position)/

/** What exiftool writes where it can: who, with what, and where. */
const cameraTags = [
  `-Artist=${author}`,
  `-XMP:Creator=${author}`,
  `-XMP:CreatorTool=${place}`,
  `-SerialNumber=${serial}`,
  '-GPSLatitude=42.69751',
  '-GPSLatitudeRef=N',
  '-GPSLongitude=23.32415',
  '-GPSLongitudeRef=E',
  '-XMP:GPSLatitude=42.69751',
]

export const withCamera = (path: string): string => tag(path, ...cameraTags)

/** Which of the secrets stand in these bytes, in UTF-8 or UTF-16. */
function secretsInBytes(bytes: Buffer): string[] {
  return words.filter(
    (word) =>
      bytes.includes(word) ||
      bytes.includes(word, 0, 'utf16le') ||
      bytes.includes(Buffer.from(word, 'utf16le').swap16()),
  )
}

/** The same with what is packed in an archive or in the streams of a PDF. */
export async function secretsIn(bytes: Buffer): Promise<string[]> {
  const found = secretsInBytes(bytes)
  const begin = bytes.toString('latin1', 0, 4)
  if (begin === 'PK\u0003\u0004') {
    for (const [name, part] of await readAllParts(bytes)) {
      found.push(...secretsInBytes(Buffer.from(name)), ...(await secretsIn(part)))
    }
  }
  if (begin === '%PDF') for (const stream of streamsOf(bytes)) found.push(...secretsInBytes(stream))
  return [...new Set(found)]
}

function* streamsOf(bytes: Buffer): Generator<Buffer> {
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    const begin = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1)
    try {
      yield inflateSync(bytes.subarray(begin), { finishFlush: 2 })
    } catch {
      // Not packed: seen as it stands.
    }
  }
}

/** What can be found out about a file or a folder with exiftool, by unpacking, and byte by byte: each leak with its file. */
export async function leaksIn(path: string): Promise<string[]> {
  const leaks: string[] = []
  const inside = temporaryFolder()
  for (const [index, file] of filesUnder(path).entries()) {
    const found = await secretsIn(readFileSync(file))
    leaks.push(...found.map((word) => `${basename(file)}: ${word}`))
    await unpack(file, join(inside, `${index} ${basename(file)}`))
  }
  for (const part of filesUnder(inside)) {
    leaks.push(...secretsInBytes(readFileSync(part)).map((word) => `${relative(inside, part)}: ${word}`))
  }
  // All at once: to start it takes longer than to look at a file.
  return [...leaks, ...exifLeaks(path), ...(filesUnder(inside).length > 0 ? exifLeaks(inside) : [])]
}

/** The parts of an archive; of a PDF its objects in plain words and its pictures. Nothing of other files. */
async function unpack(file: string, to: string): Promise<void> {
  if (file.endsWith('.pdf')) {
    mkdirSync(to)
    run('qpdf', ['--qdf', '--object-streams=disable', file, join(to, 'plain.pdf')])
    execFileSync('pdfimages', ['-all', file, join(to, 'image')])
  } else if (readFileSync(file).toString('latin1', 0, 2) === 'PK') {
    mkdirSync(to)
    for (const [part, content] of await readAllParts(file)) {
      writeFileSync(join(to, part.replace(/[^\w.]/g, '_')), content)
    }
  }
}

/** Lines of exiftool's report, as deep as it looks, that tell a secret. */
function exifLeaks(path: string): string[] {
  const report = execFileSync('exiftool', ['-ee3', '-G', '-a', '-s', '-u', '-m', '-r', path], {
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString()
  return report.split('\n').filter((line) => told.test(line) && !line.startsWith('[File]'))
}

/** All files in a folder, or the file itself. */
export function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
}

/** Writes a file into a folder of its own. */
export function writeFile(name: string, content: string | Buffer): string {
  const path = join(temporaryFolder(), name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}
