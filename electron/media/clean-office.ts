import { posix } from 'node:path'
import { hasPath, withoutPaths } from '../domain/local-path'
import { cleanXml, type XmlElement, type XmlRules } from './clean-xml'
import { readAllParts, writeParts, type CleanEmbedded, type ZipParts } from './clean-zip'

/* Documents of Office Open XML (ECMA-376): DOCX, XLSX, PPTX, their templates, and those with macros, which are left out. */

const types = '[Content_Types].xml'

/** What stands in the place of who wrote something, as Word itself does when it is told to take names out. */
const nobody = 'Author'

/** Parts that tell who, when and where, or run something; the document is whole without them. */
const dropped =
  /^(?:docProps\/(?!core\.xml$|app\.xml$)|customXml\/|docMetadata\/|_xmlsignatures\/|customUI\/|userCustomization\/|\[trash\]\/)|(?:^|\/)(?:printerSettings|tags|changesInfos|webextensions|revisions|customProperty|userShapes)\/|(?:vbaProject[^/]*\.bin|vbaData\.xml|attachedToolbars\.bin|customizations\.xml|revisionInfo\.xml|intelligence\d*\.xml|customProperty\d*\.bin)$|(?:^|\/)thumbnail\.\w+$/i

const wordXml =
  /^word\/(?:(?:document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes|endnotes|comments|commentsExtended|commentsIds|commentsExtensible|people|header|footer)\d*\.xml$|(?:glossary|theme|charts|diagrams|drawings|ink)\/)/
const sheetXml =
  /^xl\/(?:(?:workbook|styles|sharedStrings|metadata|calcChain|connections|volatileDependencies|comments)\d*\.xml$|(?:worksheets|chartsheets|dialogsheets|theme|drawings|charts|tables|pivotTables|pivotCache|externalLinks|comments|threadedComments|persons|ctrlProps|queryTables|slicers|slicerCaches|timelines|timelineCaches|richData|tableSingleCells|featurePropertyBag|diagrams|namedSheetViews|ink)\/)/
const slideXml =
  /^ppt\/(?:(?:presentation|presProps|viewProps|tableStyles|commentAuthors|authors)\.xml$|(?:slides|slideLayouts|slideMasters|notesSlides|notesMasters|handoutMasters|theme|charts|diagrams|drawings|comments|ink)\/)/

const media = /^(?:word|xl|ppt)\/(?:\w+\/)*(?:media|embeddings)\//
const fonts = /^(?:word|xl|ppt)\/fonts\//

const empty: Readonly<Record<string, string>> = {
  'docProps/core.xml':
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
  'docProps/app.xml':
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
}

/** Whether these are the parts of such a document. */
function isOffice(parts: ReadonlyMap<string, unknown>): boolean {
  return parts.has(types)
}

/**
 * The document without its properties, authors of comments and of changes, previews, templates, data sources, printers,
 * macros and paths; pictures, films and documents in it are cleaned as well. Throws for one that is broken, or holds a part
 * that is not known.
 */
export async function cleanOffice(source: string | Buffer, cleanEmbedded: CleanEmbedded): Promise<Buffer> {
  const parts = await readAllParts(source)
  if (!isOffice(parts)) throw new Error('no such document')
  const kept = [...parts.keys()].filter((name) => !isDropped(name))
  const lostReferences = new Map<string, Set<string>>()
  const cleaned: ZipParts = new Map()
  // Lists of what parts point to come first: they tell which references lead nowhere afterwards.
  for (const name of kept.filter((each) => each.endsWith('.rels'))) {
    cleaned.set(name, cleanRelations(name, needed(parts, name), lostReferences))
  }
  for (const name of kept) {
    if (name.endsWith('.rels')) continue
    const lost = lostReferences.get(name) ?? new Set<string>()
    const bytes = needed(parts, name)
    cleaned.set(name, media.test(name) ? await cleanEmbedded(bytes) : cleanPart(name, bytes, lost))
  }
  return writeParts(inOrder(kept, cleaned), { bare: '' })
}

function isDropped(name: string): boolean {
  // The list of what a part points to goes with it.
  return dropped.test(name.replace(/(^|\/)_rels\/([^/]+)\.rels$/, '$1$2'))
}

function cleanPart(name: string, bytes: Buffer, lost: ReadonlySet<string>): Buffer {
  if (name === types) return cleanTypes(bytes)
  const properties = empty[name]
  if (properties !== undefined)
    return Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${properties}`)
  if (fonts.test(name)) return bytes
  if (!/\.(?:xml|vml)$/.test(name) || ![wordXml, sheetXml, slideXml].some((each) => each.test(name)))
    throw new Error('a part that is not known')
  return cleanXml(bytes, officeRules(name, lost))
}

function cleanTypes(bytes: Buffer): Buffer {
  return cleanXml(bytes, {
    element: ({ attributes }) => {
      const part = attributes.PartName
      return part !== undefined && isDropped(part.replace(/^\//, '')) ? 'drop' : 'keep'
    },
  })
}

/** Leaves out what points to parts that are left out, and places on a computer; notes the references that are lost. */
function cleanRelations(name: string, bytes: Buffer, lost: Map<string, Set<string>>): Buffer {
  const folder = posix.dirname(posix.dirname(name))
  const from = posix.join(folder, posix.basename(name, '.rels'))
  const ids = new Set<string>()
  lost.set(from, ids)
  return cleanXml(bytes, {
    element: ({ local, attributes }) => {
      if (local !== 'Relationship') return 'keep'
      const { Target: target = '', Type: type = '', Id: id = '' } = attributes
      const isOutside = attributes.TargetMode === 'External'
      const place = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
      const isLost = isOutside ? /\/(?:attachedTemplate|mailMerge\w*)$/.test(type) : isDropped(place)
      if (isLost) {
        ids.add(id)
        return 'drop'
      }
      if (isOutside && hasPath(target)) attributes.Target = withoutPaths(target) || 'about:blank'
      return 'keep'
    },
  })
}

/** Elements that say nothing of the document but where it comes from. */
const droppedElements = new Set([
  'attachedTemplate',
  'mailMerge',
  'docVars',
  'saveThroughXslt',
  'dataBinding',
  'absPath',
  'presenceInfo',
  'custDataLst',
  'customProperties',
  'customPr',
  'rsids',
])

/** In connections to data. */
const ofConnection = ['connection', 'command', 'sourceFile', 'odcFile', 'description', 'serverCommand', 'url']

/** Attributes that may be left out wherever they stand. */
const droppedAttributes = new Set([
  'refreshedBy',
  'refreshedDate',
  'refreshedDateIso',
  'lastModifiedBy',
  'dateUtc',
  'dT',
])

function officeRules(name: string, lost: ReadonlySet<string>): XmlRules {
  const isConnections = name.startsWith('xl/connections')
  const authors: string[] = []
  return {
    element: (element) => {
      if (droppedElements.has(element.local)) return 'drop'
      cleanAttributes(element, { lost, isConnections })
      return 'keep'
    },
    text: (text, parent) => {
      if (parent === 'author') {
        authors.push(text)
        return nobody
      }
      if (parent === 'instrText' || parent === 'f' || parent === 'definedName') return withoutPaths(text)
      // Excel begins a comment with its writer's name.
      return authors.some((author) => text.trim() === `${author}:`) ? `${nobody}:` : text
    },
  }
}

function cleanAttributes(
  { local, attributes }: XmlElement,
  { lost, isConnections }: { lost: ReadonlySet<string>; isConnections: boolean },
): void {
  const keys = new Map(Object.keys(attributes).map((key) => [key.slice(key.indexOf(':') + 1), key]))
  const set = (key: string, value: string) => {
    const whole = keys.get(key)
    if (whole !== undefined) attributes[whole] = value
  }
  const drop = (key: string) => {
    const whole = keys.get(key)
    if (whole !== undefined) delete attributes[whole]
  }
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('r:') && lost.has(value)) delete attributes[key]
    else if (!key.startsWith('xmlns')) attributes[key] = withoutPaths(value)
  }
  if (keys.has('author')) drop('date')
  for (const key of droppedAttributes) drop(key)
  set('author', nobody)
  set('initials', 'A')
  set('userName', nobody)
  set('userId', nobody)
  set('providerId', 'None')
  if (local === 'person') set('displayName', nobody)
  if (['cmAuthor', 'author', 'customWorkbookView', 'userInfo'].includes(local)) set('name', nobody)
  if (keys.has('authorId')) drop('dt')
  if (keys.has('authorId')) set('created', '2000-01-01T00:00:00.000')
  if (isConnections) for (const key of ofConnection) set(key, '')
}

/** As the archive had them: the list of types comes first. */
function inOrder(names: readonly string[], parts: ZipParts): ZipParts {
  return new Map(names.map((name) => [name, needed(parts, name)]))
}

function needed(parts: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const part = parts.get(name)
  if (!part) throw new Error(`no ${name}`)
  return part
}
