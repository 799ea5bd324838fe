import { withoutPaths } from '../domain/local-path'
import { cleanXml, type XmlRules } from './clean-xml'
import { readAllParts, writeParts, type CleanEmbedded, type ZipParts } from './clean-zip'

/* Documents of OASIS (ISO/IEC 26300): ODT, ODS, ODP, ODG, and their templates. */

const manifest = 'META-INF/manifest.xml'

/** Previews, tool bars, macros, signatures, older versions: the document is whole without them. */
const dropped =
  /^(?:Thumbnails|Configurations2|Basic|Scripts|Dialogs|Versions)\/|^META-INF\/\w*signatures\.xml$|^(?:manifest\.rdf|layout-cache|VersionList\.xml)$|^Object \d+\/(?:Thumbnails|Configurations2)\//

/** Of the document itself, or of one in it. */
const written = /^(?:Object \d+\/)?(?:content|styles|settings)\.xml$/
const properties = /^(?:Object \d+\/)?meta\.xml$/
const embedded = /^(?:Object \d+\/)?(?:Pictures|media|Media|ObjectReplacements)\//

const emptyProperties =
  '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>'

/** What tells who wrote a note or a change, and when; and what stands there instead. */
const writers = ['annotation', 'change-info']
const ofWriter = new Map([
  ['creator', 'Author'],
  ['creator-initials', 'A'],
  ['sender-initials', 'A'],
  ['date', '2000-01-01T00:00:00'],
])

/** Settings that tell of a printer, a source of data, or a session. */
const settings = /^(?:Printer|CurrentDatabase|EmbeddedDatabase|ModifyPassword|Rsid|ImagePreferred)/

/** Whether these are the parts of such a document. */
function isOpenDocument(parts: ReadonlyMap<string, unknown>): boolean {
  return parts.has('mimetype') && parts.has(manifest)
}

/**
 * The document without its properties, writers of notes and of changes, previews, printers, macros and paths; pictures,
 * films and documents in it are cleaned as well. Throws for one that is broken, locked, or holds a part that is not known.
 */
export async function cleanOpenDocument(
  source: string | Buffer,
  cleanEmbedded: CleanEmbedded,
): Promise<Buffer> {
  const parts = await readAllParts(source)
  if (!isOpenDocument(parts)) throw new Error('no such document')
  if (parts.get(manifest)?.includes('encryption-data')) throw new Error('locked')
  const kept = [...parts.keys()].filter((name) => !dropped.test(name))
  const cleaned: ZipParts = new Map()
  for (const name of kept) {
    const bytes = parts.get(name) ?? Buffer.alloc(0)
    cleaned.set(name, embedded.test(name) ? await cleanEmbedded(bytes) : cleanPart(name, bytes, kept))
  }
  return writeParts(cleaned, { bare: 'mimetype' })
}

function cleanPart(name: string, bytes: Buffer, kept: readonly string[]): Buffer {
  if (name === 'mimetype') return cleanName(bytes)
  if (name === manifest) return cleanManifest(bytes, kept)
  if (properties.test(name)) return Buffer.from(emptyProperties)
  if (name.startsWith('Fonts/')) return bytes
  if (!written.test(name)) throw new Error('a part that is not known')
  return cleanXml(bytes, rules)
}

function cleanName(bytes: Buffer): Buffer {
  if (!/^application\/vnd\.oasis\.opendocument\.[a-z-]+$/.test(bytes.toString('latin1')))
    throw new Error('no such type')
  return bytes
}

function cleanManifest(bytes: Buffer, kept: readonly string[]): Buffer {
  return cleanXml(bytes, {
    element: ({ local, attributes }) => {
      if (local !== 'file-entry') return 'keep'
      const path = Object.entries(attributes).find(([key]) => key.endsWith(':full-path'))?.[1] ?? ''
      const isThere = path === '/' || kept.includes(path)
      const isFolder = path.endsWith('/') && kept.some((name) => name.startsWith(path))
      return isThere || isFolder ? 'keep' : 'drop'
    },
  })
}

const rules: XmlRules = {
  element: ({ local, attributes, parent }) => {
    if (local === 'scripts' || local === 'event-listeners') return 'drop'
    const instead = writers.includes(parent) ? ofWriter.get(local) : undefined
    if (instead !== undefined) return { holds: instead }
    for (const [key, value] of Object.entries(attributes)) {
      if (!key.startsWith('xmlns')) attributes[key] = withoutPaths(value)
    }
    const name = Object.entries(attributes).find(([key]) => key.endsWith(':name'))?.[1] ?? ''
    return local === 'config-item' && settings.test(name) ? 'drop' : 'keep'
  },
  text: (text, parent) =>
    parent === 'config-item' || parent === 'title' || parent === 'desc' ? withoutPaths(text) : text,
}
