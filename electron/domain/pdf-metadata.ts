/*
 * What of a PDF (ISO 32000-1) is the document itself, and what tells who made it, where, with what, or does something
 * when it is opened. Names are written without their slash.
 */

/** What never leaves, whatever dictionary it is in. */
const never = [
  // Who, when, with what; private data of programs (14.3 to 14.5)
  'Metadata',
  'PieceInfo',
  'LastModified',
  'Thumb',
  'Author',
  'Creator',
  'Producer',
  'CreatorInfo',
  'OPI',
  // Files in the file, and outside of it (7.11)
  'AF',
  'EF',
  'RF',
  'FS',
  'Alternates',
  'Ref',
  // What is run (12.6)
  'AA',
  'JS',
  'XFA',
  // Places on the earth (Adobe Supplement to ISO 32000, 8.8)
  'VP',
  'Measure',
  'PtData',
  'LGIDict',
]

/** What lies in a dictionary of appearances: a form, or forms by the state that each shows. */
const appearance = 'an appearance'

/** Where a dictionary has names of its own for what is in it, and they mean nothing by themselves. */
const named = [
  'Font',
  'XObject',
  'ColorSpace',
  'ExtGState',
  'Pattern',
  'Shading',
  'Properties',
  'CharProcs',
  'Dests',
  'RoleMap',
  'ClassMap',
  'Colorants',
  appearance,
]

/** All that a picture, a form, a page and the document itself may have. */
const allowed: Readonly<Partial<Record<PdfDictionary, ReadonlySet<string>>>> = {
  Image: setOf(
    'Type Subtype Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask SMaskInData Name StructParent OC Filter DecodeParms Length Matte',
  ),
  Form: setOf(
    'Type Subtype FormType BBox Matrix Resources Group StructParent StructParents OC Name Filter DecodeParms Length',
  ),
  Page: setOf(
    'Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate Group Dur Trans Annots StructParents Tabs UserUnit SeparationInfo',
  ),
  Pages: setOf('Type Parent Kids Count Resources MediaBox CropBox Rotate'),
  Catalog: setOf(
    'Type Version Pages PageLabels Names Dests ViewerPreferences PageLayout PageMode Outlines OpenAction AcroForm StructTreeRoot MarkInfo Lang OutputIntents OCProperties',
  ),
}

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(' '))
}

/** What a dictionary is, as far as that says what may be in it. */
export type PdfDictionary = 'Image' | 'Form' | 'Page' | 'Pages' | 'Catalog' | 'named' | 'other'

/** What a dictionary is by what it calls itself, and by the name under which it was found. */
export function pdfDictionary({
  found,
  type,
  subtype,
  isStream,
}: {
  found: string
  type: string | undefined
  subtype: string | undefined
  isStream: boolean
}): PdfDictionary {
  if (isStream) return subtype === 'Image' || subtype === 'Form' ? subtype : 'other'
  if (type === 'Page' || type === 'Pages' || type === 'Catalog') return type
  return named.includes(found) && type === undefined ? 'named' : 'other'
}

/** The name under which `pdfDictionary` is asked for what an entry of another dictionary leads to. */
export function foundAs(parent: string, entry: string): string {
  return parent === 'AP' ? appearance : entry
}

/** Whether an entry of such a dictionary may leave. */
export function mayLeave(dictionary: PdfDictionary, entry: string): boolean {
  if (dictionary === 'named') return true
  return !never.includes(entry) && (allowed[dictionary]?.has(entry) ?? true)
}

/** Actions that only lead somewhere; all others are taken away. `URI` may name a file of this computer. */
export const harmlessActions = ['GoTo', 'Named', 'URI']
