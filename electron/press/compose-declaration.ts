import type { BookDeclaration, BookSource } from '../domain/book'
import { declarationAnchor } from './anchors'
import type { Chapter, FormField, TextBlock } from './blocks'
import { composeOpening } from './compose-opening'
import { composeText } from './compose-text'
import { addElement, type Element } from './elements'
import { styles } from './theme'
import { placeFor, type Composing } from './composing'

/** Free above a line to write on, and above the one for the signature, in pt. */
const writingRoom = 30
const signingRoom = 56

/** The declaration of honour, to be signed on paper by the principal. */
export function composeDeclaration(
  declaration: BookDeclaration,
  { school, cycle }: Pick<BookSource, 'school' | 'cycle'>,
  { composing, sect }: { composing: Composing; sect: Element },
): Chapter {
  const { say, partialDay } = composing.wording
  const { place, date, name, role, stamp } = declaration
  const title = say('book.declaration')
  const opening = composeOpening(title, declarationAnchor, composing, sect)
  const subject: TextBlock = {
    kind: 'text',
    before: 8,
    indent: 0,
    style: styles.claim,
    spans: [{ text: `${say('book.title')} ${cycle}\n${school}`.trim() }],
    element: addElement(sect, 'P'),
  }
  const own = declaration.text.trim()
  const text = composeText(own || say('book.declaration.text'), {
    indent: 0,
    style: styles.declaration,
    parent: own === '' ? sect : placeFor(composing, composing.writtenIn, sect),
    before: 30,
    hyphenate: false,
  }).map((block) => ({ ...block, keepWithNext: true }))
  const field = (label: string, value: string, share: number): FormField => ({
    element: addElement(sect, 'P'),
    label,
    value: value.trim(),
    share,
  })
  return {
    section: null,
    title,
    blocks: [
      ...opening,
      subject,
      ...text,
      {
        kind: 'form',
        before: 40,
        indent: 0,
        rows: [
          {
            room: writingRoom,
            fields: [
              field(say('book.declaration.name'), name, 1),
              field(say('book.declaration.role'), role, 1),
            ],
          },
          {
            room: writingRoom,
            fields: [
              field(say('book.declaration.place'), place, 1),
              field(say('book.declaration.date'), partialDay(date), 1),
            ],
          },
          { room: signingRoom, fields: [field(say('book.declaration.signature'), '', stamp ? 1 : 0.55)] },
        ],
        stamp: stamp ? { element: addElement(sect, 'P'), label: say('book.declaration.stamp') } : null,
      },
    ],
  }
}
