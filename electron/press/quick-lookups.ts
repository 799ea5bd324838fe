/*
 * fontkit tries each rule of a font on each glyph, and reads through lists to find that nearly none applies: most of the time
 * that a book takes to be measured. Here what is found in a list is kept, and a rule is tried only on words with a glyph
 * that it begins with. What comes out is the same.
 */

/** A list of glyphs (OpenType 1.9, Coverage Table), or of the classes of glyphs. */
type GlyphList = object

/** One form of a rule; which of these it has depends on the type of its lookup. */
type Subtable = {
  version?: number
  coverage?: GlyphList
  coverages?: GlyphList[]
  inputCoverage?: GlyphList[]
  markCoverage?: GlyphList
  mark1Coverage?: GlyphList
  lookupType?: number
  extension?: Subtable
}

type Lookup = { lookupType: number; subTables: Iterable<Subtable> }

/** fontkit's processor of one of the tables GSUB (replaces glyphs) and GPOS (moves them); its types do not name it. */
type Processor = {
  coverageIndex: (list: GlyphList, glyph?: number | null) => number
  getClassID: (glyph: number, list: GlyphList) => number
  applyLookups: (
    lookups: readonly { lookup: Lookup }[],
    glyphs: readonly { id: number }[],
    positions: unknown,
  ) => void
  glyphIterator: { cur: { id: number } }
}

/** As much of fontkit's font as is used here. */
export type ShapingFont = {
  _layoutEngine?: { engine?: { GSUBProcessor?: Processor | null; GPOSProcessor?: Processor | null } | null }
}

/** Makes a font of fontkit's lay out words faster, without changing what it lays out. */
export function quickenLookups({ _layoutEngine: layout }: ShapingFont): void {
  for (const processor of [layout?.engine?.GSUBProcessor, layout?.engine?.GPOSProcessor])
    if (processor) quicken(processor)
}

function quicken(processor: Processor): void {
  const coverageIndex = keeping(processor.coverageIndex.bind(processor))
  processor.coverageIndex = (list, glyph) => coverageIndex(list, glyph ?? processor.glyphIterator.cur.id)
  const classOf = keeping((list, glyph) => getClassID(glyph, list))
  const getClassID = processor.getClassID.bind(processor)
  processor.getClassID = (glyph, list) => classOf(list, glyph)

  const mayBegin = keeping((lookup: Lookup, glyph) =>
    Array.from(lookup.subTables).some((table) => {
      const list = firstGlyphs(table)
      return list === null || coverageIndex(list, glyph) >= 0
    }),
  )
  const applyLookups = processor.applyLookups.bind(processor)
  processor.applyLookups = (lookups, glyphs, positions) => {
    // Takes the word on, also where no rule is tried on it.
    applyLookups([], glyphs, positions)
    // A rule may have changed the glyphs that the next ones are tried on.
    for (const each of lookups)
      if (glyphs.some(({ id }) => mayBegin(each.lookup, id))) applyLookups([each], glyphs, positions)
  }
}

/** The glyphs that a rule can begin with, which is what fontkit asks first; null where that is not known. */
function firstGlyphs(table: Subtable): GlyphList | null {
  if (table.extension) return firstGlyphs(table.extension)
  const { coverage, coverages, inputCoverage, markCoverage, mark1Coverage } = table
  return coverage ?? markCoverage ?? mark1Coverage ?? coverages?.[0] ?? inputCoverage?.[0] ?? null
}

/** What is found for a glyph in a list, found once. */
function keeping<List extends object, Found>(
  find: (list: List, glyph: number) => Found,
): (list: List, glyph: number) => Found {
  const byList = new WeakMap<List, Map<number, Found>>()
  return (list, glyph) => {
    let known = byList.get(list)
    if (!known) byList.set(list, (known = new Map<number, Found>()))
    let found = known.get(glyph)
    if (found === undefined) known.set(glyph, (found = find(list, glyph)))
    return found
  }
}
