import { constants, inflateSync, type InflateRaw } from 'node:zlib'
import type * as pdfLibrary from '@cantoo/pdf-lib'
import type { PDFContext, PDFDict, PDFDocument, PDFName, PDFObject, PDFRawStream } from '@cantoo/pdf-lib'
import { withoutMetadata } from '../domain/jpeg-metadata'
import { withoutJpeg2000Metadata } from '../domain/jpeg2000-metadata'
import { hasPath, withoutPaths } from '../domain/local-path'
import { foundAs, harmlessActions, mayLeave, pdfDictionary, type PdfDictionary } from '../domain/pdf-metadata'
import { withPdf } from './pdfium'

type Library = typeof pdfLibrary

/** A stream that unpacks to more than this is a bomb, in bytes: a scan of 80 megapixels fits. */
const largestStream = 256 * 1024 * 1024

/** Annotations that carry a file, a film or a sound: what is seen of them stays, as a stamp. */
const carriers = ['FileAttachment', 'Sound', 'Movie', 'Screen', 'RichMedia', '3D']

/** All that an annotation may have (12.5); of its writer, of times and numbers nothing. */
const ofAnnotation = new Set(
  (
    'Type Subtype Rect Contents P F AP AS Border C StructParent OC Lang A PA Dest H BS QuadPoints L LE IC LL LLE Cap IT LLO ' +
    'CP CO Vertices InkList RD DA Q DS DV V FT Ff Kids Parent TU MK MaxLen Opt TI I Open Name Popup IRT RT CA ca BM Rotate ' +
    'BE Path RO OverlayText Repeat'
  ).split(' '),
)

/** All that an action may have that leads somewhere. */
const ofAction = ['Type', 'S', 'D', 'SD', 'N', 'URI', 'IsMap']

/** Texts that stand for a picture or a part of the document: programs put the path of the picture there. */
const texts = ['Alt', 'ActualText', 'TU', 'Contents', 'E', 'T']

/** Words between objects, and what metadata begins with: no stream of a page has them, unless another was swallowed. */
const strangeWords = ['endobj', '<x:xmpmeta', '<rdf:RDF', 'http://ns.adobe.com/', 'Exif\0\0']

/**
 * A PDF written anew from what its pages, outline, form and structure are made of: without its Info, XMP, private data of
 * programs, previews, attached files, scripts, writers of notes, signatures, older revisions, and whatever pictures in it
 * tell. Throws for one that is broken, encrypted, or could not be read to its end.
 */
export async function cleanPdf(bytes: Uint8Array): Promise<Uint8Array> {
  // Loaded when it is needed: it takes as long as a picture.
  const library = await import('@cantoo/pdf-lib')
  const document = await library.PDFDocument.load(bytes, {
    updateMetadata: false,
    throwOnInvalidObject: false,
  })
  const pages = await withPdf(bytes, (opened) => opened.getPageCount())
  const cleaner = new PdfCleaner(library, document)
  cleaner.clean()
  const cleaned = await document.save({ addDefaultPage: false, updateFieldAppearances: false })
  // Another reader than the one that wrote it: all pages have to be there.
  const left = await withPdf(cleaned, (opened) => opened.getPageCount())
  if (left !== pages) throw new Error('pages are gone')
  return cleaned
}

/** An object that is to be looked at, and the name under which it was found. */
type Found = { object: PDFObject; found: string }

class PdfCleaner {
  readonly #library: Library
  readonly #document: PDFDocument
  readonly #context: PDFContext
  readonly #seen = new Set<PDFObject>()
  readonly #waiting: Found[] = []

  constructor(library: Library, document: PDFDocument) {
    this.#library = library
    this.#document = document
    this.#context = document.context
  }

  clean(): void {
    const { trailerInfo } = this.#context
    // What calls itself something else would not be looked at as what it is.
    const { catalog } = this.#document
    const isSound = this.#nameIn(catalog, 'Type') === 'Catalog'
    const pages = this.#document.getPages()
    if (!isSound || !pages.every(({ node }) => this.#nameIn(node, 'Type') === 'Page')) {
      throw new Error('a page that is none')
    }
    delete trailerInfo.Info
    delete trailerInfo.ID
    delete trailerInfo.Encrypt
    this.#find(this.#context.trailerInfo.Root, 'Root')
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) this.#visit(next)
    // Older revisions, and all that nothing leads to any more.
    for (const [reference] of this.#context.enumerateIndirectObjects()) {
      if (!this.#seen.has(reference)) this.#context.delete(reference)
    }
  }

  #name(name: string): PDFName {
    return this.#library.PDFName.of(name)
  }

  #find(object: PDFObject | undefined, found: string): void {
    const { PDFArray, PDFDict, PDFRef, PDFStream } = this.#library
    const isWalked =
      object instanceof PDFRef ||
      object instanceof PDFDict ||
      object instanceof PDFArray ||
      object instanceof PDFStream
    if (!isWalked || this.#seen.has(object)) return
    this.#seen.add(object)
    this.#waiting.push({ object, found })
  }

  #visit({ object, found }: Found): void {
    const { PDFArray, PDFDict, PDFInvalidObject, PDFRawStream, PDFRef } = this.#library
    if (object instanceof PDFRef) {
      const target = this.#context.lookup(object)
      if (target instanceof PDFInvalidObject) throw new Error('an object that cannot be read')
      this.#find(target, found)
    } else if (object instanceof PDFRawStream) this.#visitStream(object, found)
    else if (object instanceof PDFDict) this.#visitDictionary(object, found, false)
    else if (object instanceof PDFArray) for (const each of object.asArray()) this.#find(each, found)
  }

  #visitStream(stream: PDFRawStream, found: string): void {
    const type = this.#nameIn(stream.dict, 'Type')
    // Found by way of some other name than its own.
    if (type === 'Metadata' || type === 'EmbeddedFile') stream.contents = new Uint8Array()
    if (stream.dict.has(this.#name('F'))) throw new Error('a stream outside of the file')
    this.#visitDictionary(stream.dict, found, true)
    cleanStream(this.#library, stream)
  }

  #visitDictionary(dictionary: PDFDict, found: string, isStream: boolean): void {
    const subtype = this.#nameIn(dictionary, 'Subtype')
    const kind = pdfDictionary({ found, type: this.#nameIn(dictionary, 'Type'), subtype, isStream })
    // By what it is: structure and form lead to annotations as well as the page does.
    const isAnnotation = dictionary.has(this.#name('Rect')) || found === 'Annots'
    if (!isStream && kind !== 'named' && isAnnotation) this.#cleanAnnotation(dictionary)
    if (kind === 'Catalog') {
      this.#keepOnly(dictionary, 'Names', ['Dests'])
      this.#keepOnly(dictionary, 'AcroForm', ['Fields', 'NeedAppearances', 'DR', 'DA', 'Q'])
    }
    if (this.#nameIn(dictionary, 'O') === 'UserProperties') dictionary.delete(this.#name('P'))
    // One action after the other.
    if (dictionary.has(this.#name('S'))) dictionary.delete(this.#name('Next'))
    for (const [key, value] of dictionary.entries()) {
      const entry = key.decodeText()
      if (this.#mayStay(kind, entry, value)) {
        if (kind !== 'named' && texts.includes(entry)) this.#cleanText(dictionary, key)
        this.#find(value, foundAs(found, entry))
      } else dictionary.delete(key)
    }
  }

  #mayStay(kind: PdfDictionary, entry: string, value: PDFObject): boolean {
    if (!mayLeave(kind, entry)) return false
    const target = this.#context.lookup(value)
    if (!(target instanceof this.#library.PDFDict)) return true
    const has = (key: string) => target.has(this.#name(key))
    // A signature holds its signer's name, and no longer fits the file.
    if (has('ByteRange') || this.#nameIn(target, 'Type') === 'Sig') return false
    if (this.#nameIn(target, 'Type')?.toLowerCase() === 'filespec' || has('EF') || has('UF')) return false
    if (kind === 'named' || !['A', 'PA', 'OpenAction'].includes(entry)) return true
    return has('S') ? this.#isHarmless(target) : has('O')
  }

  /** Of an action that leads somewhere. Attributes of the document's structure stand under `A` as well, without an `S`. */
  #isHarmless(action: PDFDict): boolean {
    const kind = this.#nameIn(action, 'S') ?? ''
    if (!harmlessActions.includes(kind)) return false
    const address = this.#textOf(action.lookup(this.#name('URI')))
    for (const [key] of action.entries()) {
      if (!ofAction.includes(key.decodeText())) action.delete(key)
    }
    return address === null ? kind !== 'URI' : !hasPath(address)
  }

  #cleanAnnotation(annotation: PDFDict): void {
    const subtype = this.#nameIn(annotation, 'Subtype')
    if (subtype === undefined) throw new Error('an annotation of no kind')
    for (const [key] of annotation.entries()) {
      const entry = key.decodeText()
      // A field of a form has its name where others have their writer's.
      const isKept = ofAnnotation.has(entry) || (entry === 'T' && subtype === 'Widget')
      if (!isKept) annotation.delete(key)
    }
    if (carriers.includes(subtype)) {
      annotation.set(this.#name('Subtype'), this.#name('Stamp'))
      for (const entry of ['A', 'Name', 'Contents']) annotation.delete(this.#name(entry))
    }
  }

  #keepOnly(parent: PDFDict, entry: string, kept: readonly string[]): void {
    const dictionary = parent.lookup(this.#name(entry))
    if (!(dictionary instanceof this.#library.PDFDict)) return
    for (const [key] of dictionary.entries()) {
      if (!kept.includes(key.decodeText())) dictionary.delete(key)
    }
  }

  #cleanText(dictionary: PDFDict, key: PDFName): void {
    const text = this.#textOf(dictionary.lookup(key))
    if (text === null) return
    const clean = withoutPaths(text)
    if (clean !== text) dictionary.set(key, this.#library.PDFHexString.fromText(clean))
  }

  #textOf(object: PDFObject | undefined): string | null {
    const { PDFHexString, PDFString } = this.#library
    return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : null
  }

  #nameIn(dictionary: PDFDict, key: string): string | undefined {
    const value = dictionary.lookup(this.#name(key))
    return value instanceof this.#library.PDFName ? value.decodeText() : undefined
  }
}

/** Cleans the bytes of a stream in its place. Throws for one that cannot be unpacked, or holds what it should not. */
function cleanStream(library: Library, stream: PDFRawStream): void {
  const { PDFArray, PDFName } = library
  const filter = stream.dict.lookup(PDFName.of('Filter'))
  const filters = (filter instanceof PDFArray ? filter.asArray() : filter ? [filter] : []).map((each) =>
    each instanceof PDFName ? each.decodeText() : '',
  )
  const [first] = filters
  const last = filters.at(-1)
  const cleanPicture =
    last === 'DCTDecode' ? withoutMetadata : last === 'JPXDecode' ? withoutJpeg2000Metadata : null
  if (cleanPicture && last) {
    stream.contents = cleanPicture(
      filters.length === 1 ? stream.contents : unpacked(library, stream, filters),
    )
    if (filters.length > 1) setFilter(library, stream, last)
  } else if (first === 'FlateDecode') {
    const { size, content } = inflate(stream.contents)
    // What is behind the packed bytes belongs to nobody.
    stream.contents = stream.contents.subarray(0, size)
    if (filters.length === 1) refuseStrange(content)
  } else if (['ASCII85Decode', 'ASCIIHexDecode', 'LZWDecode', 'RunLengthDecode'].includes(first ?? '')) {
    refuseStrange(Buffer.from(library.decodePDFRawStream(stream).decode()))
    if (isStrange(stream.contents)) throw new Error('a stream with something else in it')
  } else refuseStrange(stream.contents)
}

/** The bytes as all but the last filter leave them. */
function unpacked(library: Library, stream: PDFRawStream, filters: readonly string[]): Uint8Array {
  const { PDFName, PDFRawStream, decodePDFRawStream } = library
  const dict = stream.dict.clone()
  dict.set(
    PDFName.of('Filter'),
    stream.dict.context.obj(filters.slice(0, -1).map((each) => PDFName.of(each))),
  )
  dict.delete(PDFName.of('DecodeParms'))
  return decodePDFRawStream(PDFRawStream.of(dict, stream.contents)).decode()
}

function setFilter(library: Library, stream: PDFRawStream, filter: string): void {
  const { PDFArray, PDFDict, PDFName } = library
  stream.dict.set(PDFName.of('Filter'), PDFName.of(filter))
  const given = stream.dict.lookup(PDFName.of('DecodeParms'))
  const ofLast = given instanceof PDFArray ? given.lookup(given.size() - 1) : undefined
  if (ofLast instanceof PDFDict) stream.dict.set(PDFName.of('DecodeParms'), ofLast)
  else stream.dict.delete(PDFName.of('DecodeParms'))
}

/** What the bytes unpack to, and how many of them were packed. Throws for broken ones, and for a bomb. */
function inflate(bytes: Uint8Array): { content: Uint8Array; size: number } {
  if (bytes.length === 0) return { content: bytes, size: 0 }
  const { buffer, engine } = inflateSync(bytes, {
    info: true,
    maxOutputLength: largestStream,
    // Some writers leave the end out.
    finishFlush: constants.Z_SYNC_FLUSH,
  }) as unknown as { buffer: Buffer; engine: InflateRaw }
  return { content: buffer, size: engine.bytesWritten }
}

function refuseStrange(bytes: Uint8Array): void {
  if (isStrange(bytes)) throw new Error('a stream with something else in it')
}

function isStrange(bytes: Uint8Array): boolean {
  const own = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return strangeWords.some((word) => own.includes(word, 0, 'latin1'))
}
