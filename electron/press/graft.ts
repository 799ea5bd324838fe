import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFInvalidObject,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFContext,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib'
import { withoutMetadata } from '../domain/jpeg-metadata'
import { withoutJpeg2000Metadata } from '../domain/jpeg2000-metadata'
import { foundAs, mayLeave, pdfDictionary } from '../domain/pdf-metadata'
import type { Document } from './document'

/*
 * Copies a page of another PDF into the document that is being written, object by object, as a form XObject (ISO 32000-1,
 * 8.10): in one pass, so that a book of any size is never read again to put pages behind it.
 */

type Reference = ReturnType<Document['ref']>

/** What pdfkit writes as it stands: it goes by the tag, and takes the text. */
class Written {
  readonly [Symbol.toStringTag] = 'Written'
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }
  toString(): string {
    return this.#text
  }
}

/** Entries that would lead back into the other document. */
const leftOut = ['Parent', 'StructParent', 'StructParents', 'Annots']

/**
 * The page as a form whose box begins at 0, 0 and is as large as the page is seen: cropped and upright, with what
 * stands on it as annotations (filled fields, stamps, notes that are shown).
 * @param copied what of the other document is there already
 */
export function graftPage(document: Document, page: PDFPage, copied: Map<object, unknown>): Reference {
  const copy = copier(document, page.node.context, copied)
  const { x, y, width, height } = page.getCropBox()
  const resources = page.node.Resources()
  const body = stream(document, {
    ...form([x, y, x + width, y + height], [1, 0, 0, 1, 0, 0]),
    Resources: resources ? copy(resources, 'Resources') : {},
  })
  body.end(Buffer.from(contentsOf(page)))
  const stamps = annotationForms(page).map(({ object, matrix }) => ({
    reference: copy(object, 'AP'),
    matrix,
  }))
  const xobjects = Object.fromEntries([
    ['Page', body],
    ...stamps.map(({ reference }, index) => [`Stamp${index}`, reference] as const),
  ])
  const turned = turn(page.getRotation().angle, { x, y, width, height })
  const whole = stream(document, {
    ...form([0, 0, ...turned.size], [1, 0, 0, 1, 0, 0]),
    Resources: { XObject: xobjects },
  })
  const drawn = ['Page', ...stamps.map((_, index) => `Stamp${index}`)].map((name, index) => {
    const matrix = index === 0 ? [] : [`${(stamps[index - 1]?.matrix ?? []).map(plain).join(' ')} cm`]
    return ['q', ...matrix, `/${name} Do`, 'Q'].join(' ')
  })
  whole.end(`${turned.matrix.map(plain).join(' ')} cm\n${drawn.join('\n')}`)
  return whole
}

function form(box: number[], matrix: number[]): Record<string, unknown> {
  return { Type: 'XObject', Subtype: 'Form', FormType: 1, BBox: box, Matrix: matrix }
}

function stream(document: Document, data: Record<string, unknown>): Reference {
  return document.ref(data)
}

/** No exponents: PDF knows none. */
function plain(value: number): string {
  return value.toFixed(5)
}

/** How a page is turned so that it is seen upright from 0, 0. @param angle clockwise, in degrees */
function turn(
  angle: number,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): { matrix: number[]; size: [number, number] } {
  switch (((angle % 360) + 360) % 360) {
    case 90:
      return { matrix: [0, -1, 1, 0, -y, x + width], size: [height, width] }
    case 180:
      return { matrix: [-1, 0, 0, -1, x + width, y + height], size: [width, height] }
    case 270:
      return { matrix: [0, 1, -1, 0, y + height, -x], size: [height, width] }
    default:
      return { matrix: [1, 0, 0, 1, -x, -y], size: [width, height] }
  }
}

/** The drawing of a page; its parts are one text with white space between them. */
function contentsOf(page: PDFPage): Uint8Array {
  const contents = page.node.Contents()
  const parts: Uint8Array[] = []
  const add = (part: PDFObject | undefined): void => {
    if (part instanceof PDFRawStream) parts.push(decodePDFRawStream(part).decode())
    else if (part instanceof PDFStream) parts.push(part.getContents())
  }
  if (contents instanceof PDFArray) {
    for (let index = 0; index < contents.size(); index++) add(contents.lookup(index))
  } else add(contents)
  return withoutTags(Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')])))
}

/** What a camera wrote into a photo that lies within the drawing itself (8.9.7) is emptied where it stands. */
function withoutTags(drawing: Buffer): Buffer {
  for (const name of ['Exif\0\0', 'http://ns.adobe.com/', 'Photoshop 3.0\0']) {
    for (let at = drawing.indexOf(name, 0, 'latin1'); at >= 4; at = drawing.indexOf(name, at + 1, 'latin1')) {
      // A segment's marker and length stand in front of its name.
      const length = drawing.readUInt16BE(at - 2) - 2
      drawing.fill(0, at, Math.min(drawing.length, at + Math.max(length, name.length)))
    }
  }
  return drawing
}

/** What a reader shows of the annotations, and where (ISO 32000-1, 12.5.5, algorithm 8.1). */
function annotationForms(page: PDFPage): { object: PDFObject; matrix: number[] }[] {
  const annotations = page.node.Annots()
  if (!annotations) return []
  return annotations.asArray().flatMap((each) => {
    const annotation = page.node.context.lookup(each)
    if (!(annotation instanceof PDFDict)) return []
    const flags = annotation.lookupMaybe(PDFName.of('F'), PDFNumber)?.asNumber() ?? 0
    const subtype = annotation.lookupMaybe(PDFName.of('Subtype'), PDFName)?.decodeText()
    // Hidden, not for the eye, or a window that only opens on a click.
    if ((flags & 0b100010) !== 0 || subtype === 'Popup' || subtype === 'Link') return []
    const appearance = appearanceOf(annotation)
    const rectangle = numbersOf(annotation.lookup(PDFName.of('Rect')), 4)
    if (!appearance || !rectangle) return []
    const matrix = ontoRectangle(appearance.form.dict, rectangle)
    return matrix ? [{ object: appearance.object, matrix }] : []
  })
}

function appearanceOf(annotation: PDFDict): { object: PDFObject; form: PDFStream } | null {
  const appearances = annotation.lookup(PDFName.of('AP'))
  if (!(appearances instanceof PDFDict)) return null
  const name = PDFName.of('N')
  const normal = appearances.lookup(name)
  if (normal instanceof PDFStream) return { object: appearances.get(name) ?? normal, form: normal }
  const state = annotation.lookup(PDFName.of('AS'))
  if (!(normal instanceof PDFDict) || !(state instanceof PDFName)) return null
  const chosen = normal.lookup(state)
  return chosen instanceof PDFStream ? { object: normal.get(state) ?? chosen, form: chosen } : null
}

function ontoRectangle(form: PDFDict, [left, bottom, right, top]: number[]): number[] | null {
  const box = numbersOf(form.lookup(PDFName.of('BBox')), 4)
  if (!box) return null
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(form.lookup(PDFName.of('Matrix')), 6) ?? []
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box
  const corners = [
    [x0, y0],
    [x1, y0],
    [x0, y1],
    [x1, y1],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f])
  const xs = corners.map(([x = 0]) => x)
  const ys = corners.map(([, y = 0]) => y)
  const wide = Math.max(...xs) - Math.min(...xs)
  const high = Math.max(...ys) - Math.min(...ys)
  if (wide <= 0 || high <= 0) return null
  const [toLeft, toRight] = [Math.min(left ?? 0, right ?? 0), Math.max(left ?? 0, right ?? 0)]
  const [toBottom, toTop] = [Math.min(bottom ?? 0, top ?? 0), Math.max(bottom ?? 0, top ?? 0)]
  const scaleX = (toRight - toLeft) / wide
  const scaleY = (toTop - toBottom) / high
  return [scaleX, 0, 0, scaleY, toLeft - Math.min(...xs) * scaleX, toBottom - Math.min(...ys) * scaleY]
}

function numbersOf(object: PDFObject | undefined, count: number): number[] | null {
  if (!(object instanceof PDFArray) || object.size() !== count) return null
  const numbers = object.asArray().map((_, index) => object.lookup(index))
  return numbers.every((each) => each instanceof PDFNumber) ? numbers.map((each) => each.asNumber()) : null
}

/** Copies objects with all that they lead to, each once; `found` is the entry that led to it. */
type Copy = (object: PDFObject, found: string) => unknown

function copier(document: Document, context: PDFContext, copied: Map<object, unknown>): Copy {
  return copy

  function copy(object: PDFObject, found: string): unknown {
    if (object instanceof PDFRef) return copyReference(object, found)
    if (object instanceof PDFStream) return copyStream(object, found)
    if (object instanceof PDFDict) return copyEntries(object, found, false)
    if (object instanceof PDFArray) return object.asArray().map((each) => copy(each, found))
    if (object instanceof PDFInvalidObject) return new Written('null')
    return new Written(object.toString())
  }

  function copyReference(reference: PDFRef, found: string): unknown {
    const known = copied.get(reference)
    if (known !== undefined) return known
    const target = context.lookup(reference)
    if (target === undefined) return new Written('null')
    if (target instanceof PDFStream) return copyStream(target, found, reference)
    if (!(target instanceof PDFDict) && !(target instanceof PDFArray)) return copy(target, found)
    // Noted before it is filled: it may lead to itself.
    const own = document.ref({})
    copied.set(reference, own)
    if (target instanceof PDFDict) Object.assign(own.data as object, copyEntries(target, found, false))
    else (own as { data: unknown }).data = target.asArray().map((each) => copy(each, found))
    own.end('')
    return own
  }

  function copyStream(source: PDFStream, found: string, key: object = source): unknown {
    const known = copied.get(key)
    if (known !== undefined) return known
    const { bytes, filters, isUnpacked } = bytesOf(source)
    // pdfkit looks here, and here alone, whether it is to compress the bytes.
    const own = document.ref(filters ? { Filter: filters } : {})
    copied.set(key, own)
    const entries = copyEntries(source.dict, found, true)
    delete entries.Length
    delete entries.Filter
    // One for each filter, of which the last is left.
    if (isUnpacked && Array.isArray(entries.DecodeParms)) entries.DecodeParms = entries.DecodeParms.at(-1)
    else if (isUnpacked) delete entries.DecodeParms
    Object.assign(own.data as object, entries)
    // One without any bytes is written as no stream at all.
    own.end(bytes.length > 0 ? Buffer.from(bytes) : ' ')
    return own
  }

  function copyEntries(source: PDFDict, found: string, isStream: boolean): Record<string, unknown> {
    const nameIn = (key: string) => {
      const value = source.lookup(PDFName.of(key))
      return value instanceof PDFName ? value.decodeText() : undefined
    }
    const kind = pdfDictionary({ found, type: nameIn('Type'), subtype: nameIn('Subtype'), isStream })
    const entries = source.entries().filter(([name]) => {
      const entry = name.decodeText()
      return kind === 'named' || (mayLeave(kind, entry) && !leftOut.includes(entry))
    })
    return Object.fromEntries(
      entries.map(([name, value]) => [
        name.asString().slice(1),
        copy(value, foundAs(found, name.decodeText())),
      ]),
    )
  }
}

/** As they stand in the file, with their filters; a photo without what its camera wrote beside the picture. */
function bytesOf(source: PDFStream): {
  bytes: Uint8Array
  filters: string[] | null
  isUnpacked: boolean
} {
  const bytes = ownBytes(source.getContents())
  const filter = source.dict.lookup(PDFName.of('Filter'))
  const all = filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : []
  const names = all.flatMap((each) => (each instanceof PDFName ? each.decodeText() : []))
  const cleanPicture = pictureCleaners[names.at(-1) ?? '']
  if (!cleanPicture || !(source instanceof PDFRawStream))
    return { bytes, filters: names.length > 0 ? names : null, isUnpacked: false }
  const isUnpacked = names.length > 1
  // Packed once more, metadata would pass unseen.
  const picture = isUnpacked ? unpacked(source, names) : bytes
  return { bytes: cleanPicture(picture), filters: names.slice(-1), isUnpacked }
}

/** A stream whose end is damaged has swallowed what follows it. */
function ownBytes(bytes: Uint8Array): Uint8Array {
  const own = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = own.includes('endobj') ? own.indexOf('endstream') : -1
  return end < 0 ? bytes : bytes.subarray(0, end)
}

/** The bytes as all but the last filter leave them. */
function unpacked({ dict, contents }: PDFRawStream, filters: readonly string[]): Uint8Array {
  const outer = dict.clone()
  outer.set(PDFName.of('Filter'), dict.context.obj(filters.slice(0, -1).map((each) => PDFName.of(each))))
  outer.delete(PDFName.of('DecodeParms'))
  return decodePDFRawStream(PDFRawStream.of(outer, contents)).decode()
}

const pictureCleaners: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  DCTDecode: withoutMetadata,
  JPXDecode: withoutJpeg2000Metadata,
}
