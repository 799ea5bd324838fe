import type { BookSection, BookStrand } from '../domain/book'
import { languageName } from '../domain/language'
import type { Told } from '../domain/two-languages'
import { sectionAnchor, strandAnchor } from './anchors'
import type { Block, Chapter, RuleBlock, TextBlock } from './blocks'
import { composeEvidence } from './compose-evidence'
import { composeEarlierPlan, composePlan, earlierPlanTitle, hasEarlierPlan, hasPlan } from './compose-plan'
import { composeQuotation } from './compose-quotation'
import { composeReferences } from './compose-references'
import { composeRichText } from './compose-rich-text'
import { quietLine } from './compose-text'
import { asWritten, inLanguage, placeFor, type Composing } from './composing'
import { addElement, type Element } from './elements'
import { bodyIndent, colors, gridStep, hues, styles, type Ink } from './theme'

/** How far an answer in the other language is set in, in pt: its bar stands where the first answer begins. */
const secondIndent = 12

/** A section: its claim, its strands, what belongs to none of them, and its plan. */
export function composeChapter(section: BookSection, composing: Composing, sect: Element): Chapter {
  const { say } = composing.wording
  return {
    section: section.id,
    title: section.title,
    blocks: apartFromTables([
      ...composeOpening(section, composing, sect),
      ...section.strands.flatMap((strand) => composeStrand(section, strand, composing, sect)),
      ...composeFurther(),
      ...composeEarlierPlanPart(),
      ...composePlanPart(),
    ]),
  }

  function composeFurther(): Block[] {
    if (section.evidence.length === 0 && section.alsoShownBy.length === 0) return []
    const part = addElement(sect, 'Sect', { title: say('book.furtherEvidence') })
    return [
      strandRule(),
      heading(say('book.furtherEvidence'), part),
      ...section.evidence.flatMap((piece, index) =>
        composeEvidence(piece, { composing, section: section.id, parent: part, isFirst: index === 0 }),
      ),
      ...composeReferences(section.alsoShownBy, { color: hues[section.id], composing, parent: part }),
    ]
  }

  function composeEarlierPlanPart(): Block[] {
    if (!hasEarlierPlan(section)) return []
    const part = addElement(sect, 'Sect', { title: earlierPlanTitle(section, composing.wording) })
    return [strandRule(), ...composeEarlierPlan(section, composing, part)]
  }

  function composePlanPart(): Block[] {
    if (!hasPlan(section)) return []
    const part = addElement(sect, 'Sect', { title: say('book.plan') })
    return [strandRule(), ...composePlan(section, composing, part)]
  }
}

/** A rule close below a table would look like one more row, in which nothing is written. */
function apartFromTables(blocks: readonly Block[]): Block[] {
  return blocks.map((block, index) =>
    block.kind === 'rule' && blocks[index - 1]?.kind === 'table'
      ? { ...block, before: block.before + 2 * gridStep }
      : block,
  )
}

/** Eyebrow, title, claim and official words. A section that is no principle has no number to name. */
function composeOpening(section: BookSection, composing: Composing, sect: Element): Block[] {
  const { wording, theme } = composing
  const color = hues[section.id]
  const anchor = { name: sectionAnchor(section.id), bookmark: { title: section.title, level: 0 as const } }
  const mark: RuleBlock = { kind: 'rule', before: 0, indent: 0, color, ...theme.mark, anchor }
  const eyebrow: TextBlock[] =
    section.number === 0
      ? []
      : [
          {
            kind: 'text',
            before: 18,
            indent: 0,
            style: { ...styles.eyebrow, color },
            spans: [{ text: wording.say('book.principle', { number: String(section.number) }) }],
            element: addElement(sect, 'P'),
            keepWithNext: true,
          },
        ]
  const title: TextBlock = {
    kind: 'text',
    before: section.number === 0 ? 18 : 4,
    indent: 0,
    style: styles.chapter,
    spans: [{ text: section.title }],
    element: addElement(sect, 'H1', inLanguage(composing, section.titleIn)),
    keepWithNext: true,
  }
  const claim: TextBlock[] =
    section.claim.trim() === ''
      ? []
      : [
          {
            kind: 'text',
            before: 8,
            indent: 0,
            right: 40,
            hyphenate: true,
            style: styles.claim,
            spans: [{ text: section.claim }],
            element: addElement(sect, 'P', inLanguage(composing, section.claimIn)),
            keepWithNext: true,
          },
        ]
  const source = wording.say('book.mission.source')
  const look = { wording, parent: sect, color, before: 20, source, words: asWritten(composing) }
  const quotation = section.wording ? composeQuotation(section.wording, section.title, look) : []
  return [mark, ...eyebrow, title, ...claim, ...quotation]
}

function composeStrand(
  section: BookSection,
  strand: BookStrand,
  composing: Composing,
  sect: Element,
): Block[] {
  const { number, title, titleIn, answer, answerIn, second, evidence, alsoShownBy } = strand
  const { say } = composing.wording
  const part = addElement(sect, 'Sect', { title: `${number} ${title}` })
  const element = addElement(part, 'H2', inLanguage(composing, titleIn))
  const head: TextBlock = {
    kind: 'text',
    before: 9,
    indent: bodyIndent,
    style: styles.strand,
    spans: [{ text: title }],
    element,
    label: { text: number, style: { ...styles.strandNumber, color: hues[section.id] }, indent: 0, element },
    keepWithNext: true,
    anchor: { name: strandAnchor(number), bookmark: { title: `${number} ${title}`, level: 1 } },
  }
  const isEmpty = answer.trim() === '' && evidence.length === 0 && alsoShownBy.length === 0
  if (isEmpty) return [strandRule(), head, quietLine(say('book.strand.empty'), bodyIndent, part)]
  return [
    strandRule(),
    head,
    ...composeRichText(answer, {
      composing,
      indent: bodyIndent,
      style: styles.body,
      parent: placeFor(composing, answerIn, part),
      headings: ['H3', 'H4'],
      linkColor: hues[section.id],
    }),
    ...(second ? composeSecond(second, { composing, part, color: hues[section.id] }) : []),
    ...evidence.flatMap((piece, index) =>
      composeEvidence(piece, {
        composing,
        section: section.id,
        parent: part,
        isFirst: index === 0 && answer.trim() === '',
      }),
    ),
    ...composeReferences(alsoShownBy, { color: hues[section.id], composing, parent: part }),
  ]
}

/** The answer in the other language: set apart by its name, a bar, and a slightly smaller size. */
function composeSecond(
  { text, language }: Told,
  { composing, part, color }: { composing: Composing; part: Element; color: Ink },
): Block[] {
  const parent = placeFor(composing, language, part)
  const indent = bodyIndent + secondIndent
  const name: TextBlock = {
    kind: 'text',
    before: gridStep * 2,
    indent,
    style: styles.secondName,
    spans: [{ text: languageName(language) }],
    element: addElement(parent, 'P'),
    bar: { color: colors.dots, joined: false },
    keepWithNext: true,
  }
  const blocks = composeRichText(text, {
    composing,
    indent,
    style: styles.second,
    parent,
    before: 0,
    bar: colors.dots,
    isBarJoined: true,
    headings: ['H3', 'H4'],
    linkColor: color,
  })
  return [name, ...blocks]
}

function strandRule(): RuleBlock {
  return {
    kind: 'rule',
    before: 29,
    indent: 0,
    color: colors.line,
    thickness: 0.75,
    length: null,
    keepWithNext: true,
  }
}

function heading(text: string, parent: Element): TextBlock {
  return {
    kind: 'text',
    before: 9,
    indent: bodyIndent,
    style: styles.strand,
    spans: [{ text }],
    element: addElement(parent, 'H2'),
    keepWithNext: true,
  }
}
