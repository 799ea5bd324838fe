import type { BookFacts, BookProject } from '../domain/book'
import type { ProjectLabel } from '../domain/project'
import { peopleAnchor, schoolAnchor } from './anchors'
import type { Block, Chapter, TextBlock } from './blocks'
import { composeOpening } from './compose-opening'
import { composeTable, textCell } from './compose-table'
import type { Composing } from './composing'
import { addElement, type Element } from './elements'
import { colors, styles } from './theme'
import type { Wording } from '../domain/wording'

/** Where the values of the school's facts begin, in pt from the left of the text area. */
const valueIndent = 150

/** Whether the school says since when it takes part, or with how many teachers. */
export function hasFacts(facts: BookFacts | null): facts is BookFacts {
  return facts !== null && (facts.registeredOn.trim() !== '' || facts.activeTeachers !== null)
}

/** Whether the school names people or projects. */
export function hasPeople(facts: BookFacts | null): facts is BookFacts {
  return facts !== null && (peopleRows(facts).length > 0 || facts.projects.length > 0)
}

function peopleRows({ people }: BookFacts): string[][] {
  return people
    .map(({ name, role }) => [name, role])
    .filter((texts) => texts.some((text) => text.trim() !== ''))
}

/** "Our school": since when it takes part, and with how many teachers; with its people and projects where they follow. */
export function composeSchool(
  facts: BookFacts,
  { composing, sect, withPeople }: { composing: Composing; sect: Element; withPeople: boolean },
): Chapter {
  const title = composing.wording.say('book.school')
  const { wording } = composing
  return {
    section: null,
    title,
    blocks: [
      ...composeOpening(title, schoolAnchor, composing, sect),
      ...composeFacts(facts, wording, sect),
      ...(withPeople
        ? [...composePeople(facts, wording, sect), ...composeProjects(facts, wording, sect)]
        : []),
    ],
  }
}

/** "People and projects" as a chapter of its own. */
export function composePeopleChapter(facts: BookFacts, composing: Composing, sect: Element): Chapter {
  const { wording } = composing
  const title = wording.say('book.peopleAndProjects')
  return {
    section: null,
    title,
    blocks: [
      ...composeOpening(title, peopleAnchor, composing, sect),
      ...composePeople(facts, wording, sect),
      ...composeProjects(facts, wording, sect),
    ],
  }
}

function composeFacts(
  { registeredOn, activeTeachers }: BookFacts,
  { say, partialDay, number }: Wording,
  sect: Element,
): Block[] {
  const facts = [
    { label: say('book.school.registered'), value: partialDay(registeredOn) },
    { label: say('book.school.teachers'), value: activeTeachers === null ? '' : number(activeTeachers) },
  ].filter(({ value }) => value !== '')
  if (facts.length === 0) return []
  const list = addElement(sect, 'L')
  return facts.map(({ label, value }, index): TextBlock => {
    const item = addElement(list, 'LI')
    const labelElement = addElement(item, 'Lbl')
    return {
      kind: 'text',
      before: index === 0 ? 20 : 0,
      indent: valueIndent,
      style: styles.fact,
      spans: [{ text: value }],
      element: addElement(item, 'LBody'),
      label: { text: label, style: styles.factLabel, indent: 0, element: labelElement },
    }
  })
}

function composePeople(facts: BookFacts, { say }: Wording, sect: Element): Block[] {
  const rows = peopleRows(facts)
  if (rows.length === 0) return []
  const heading = partHeading(say('book.people'), sect)
  const columns = [{ head: say('book.people.name') }, { head: say('book.people.role') }]
  const look = { parent: sect, color: colors.ink, before: 10, leaveOut: true }
  return [
    heading,
    composeTable(
      columns,
      rows.map((row) => row.map(textCell)),
      look,
    ),
  ]
}

function composeProjects({ projects }: BookFacts, wording: Wording, sect: Element): Block[] {
  if (projects.length === 0) return []
  const { say } = wording
  const heading = partHeading(say('book.projects'), sect)
  const columns = (['title', 'type', 'countries', 'dates', 'labels'] as const).map((column) => ({
    head: say(`book.projects.${column}`),
  }))
  const rows = projects.map((project) => projectRow(project, wording))
  const look = { parent: sect, color: colors.ink, before: 10, leaveOut: true }
  return [
    heading,
    composeTable(
      columns,
      rows.map((row) => row.map(textCell)),
      look,
    ),
  ]
}

function projectRow(
  { title, type, countries, startedOn, endedOn, labels }: BookProject,
  wording: Wording,
): string[] {
  return [
    title.trim() || wording.say('book.untitled'),
    wording.say(`book.project.${type}`),
    wording.countries(countries),
    wording.shortPeriod(startedOn, endedOn),
    labels.map((label) => labelText(label, wording)).join('\n'),
  ]
}

/** A prize or a label of another kind goes by its own name. */
function labelText({ kind, name, awardedOn }: ProjectLabel, { say, shortDay }: Wording): string {
  const called = name.trim() || say(`book.label.${kind}`)
  return awardedOn.trim() === '' ? called : `${called}, ${shortDay(awardedOn)}`
}

function partHeading(title: string, sect: Element): TextBlock {
  return {
    kind: 'text',
    before: 30,
    indent: 0,
    style: styles.heading,
    spans: [{ text: title }],
    element: addElement(sect, 'H2'),
    keepWithNext: true,
  }
}
