import { checkGrades, type CheckFinding, type CheckGrade } from './check'
import type { CheckGroup } from './check-all'
import { sayDetail, sayWhere } from './check-words'
import type { PrintedGroup } from './printed-list'
import type { Section, SectionId } from './section'
import type { Wording } from './wording'

/*
 * What is to be done, on paper or in a mail: for each person the parts of the form that they see to, and there first what
 * must be done. Of a hundred photos without a description nobody needs a hundred lines.
 */

/** So many places of one kind are named under each other; of the rest it is said how many there are. */
const mostNamed = 12

/** What one kind of finding asks for in one part of the form. */
export type TodoTask = {
  grade: CheckGrade
  /** What it is, and what to do. */
  title: string
  text: string
  places: string[]
  /** How many are not named. */
  more: number
}

/** The tasks of one part of the form; of the whole where the section is null. */
export type TodoPart = { section: Section | null; tasks: TodoTask[] }

/** What one person has to do; `name` is empty for what is nobody's. */
export type TodoPerson = { name: string; parts: TodoPart[] }

/** Sorts what was found by who sees to it, and in the order of the form. */
export function todoOf(
  groups: readonly CheckGroup[],
  {
    sections,
    people,
    wording,
  }: { sections: readonly Section[]; people: readonly { id: string; name: string }[]; wording: Wording },
): TodoPerson[] {
  const findings = groups.flatMap((group) => group.findings)
  const parts = [null, ...sections].map((section) => ({
    section,
    tasks: tasksOf(
      findings.filter((finding) => finding.section === (section?.id ?? null)),
      wording,
    ),
  }))
  const partsOf = (person: string | null): TodoPart[] =>
    parts.filter(({ section, tasks }) => tasks.length > 0 && (section?.responsible ?? null) === person)
  return [...people, null]
    .map((person) => ({ name: person?.name ?? '', parts: partsOf(person?.id ?? null) }))
    .filter((person) => person.parts.length > 0)
}

function tasksOf(findings: readonly CheckFinding[], wording: Wording): TodoTask[] {
  return checkGrades.flatMap((grade) => {
    const ofGrade = findings.filter((finding) => finding.grade === grade)
    const rules = [...new Set(ofGrade.map(({ rule }) => rule))]
    return rules.map((rule) => {
      const places = ofGrade
        .filter((finding) => finding.rule === rule)
        .map((finding) =>
          [sayWhere(finding, wording), sayDetail(finding, wording)].filter(Boolean).join(' – '),
        )
        .filter((place) => place !== '')
      return {
        grade,
        title: wording.say(`check.${rule}.title`),
        text: wording.say(`check.${rule}.text`),
        places: places.slice(0, mostNamed),
        more: Math.max(0, places.length - mostNamed),
      }
    })
  })
}

/** The heading of a part: `3 Students as agents of change`. */
function partName(section: Section | null, { say }: Wording): string {
  return section === null ? say('check.whole') : `${section.number} ${section.shortTitle}`
}

/** The same as groups of a printed list, with a box to tick before each task. */
export function printedTodo(people: readonly TodoPerson[], wording: Wording): PrintedGroup[] {
  const { say } = wording
  return people.flatMap(({ name, parts }) =>
    parts.map(({ section, tasks }) => ({
      heading: `${name || say('check.nobody')} · ${partName(section, wording)}`,
      note: '',
      columns: ['', say('check.list.task'), say('check.list.where'), say('check.list.grade')],
      rows: tasks.map(({ grade, title, places, more }) => ({
        picture: null,
        cells: [
          '☐',
          title,
          [...places, ...(more > 0 ? [say('check.list.more', { count: more })] : [])].join('\n'),
          say(`check.grade.${grade}`),
        ],
      })),
    })),
  )
}

/** The same as a text for a mail. */
export function plainTodo(people: readonly TodoPerson[], wording: Wording): string {
  const { say } = wording
  return people
    .map(({ name, parts }) =>
      [
        name || say('check.nobody'),
        ...parts.map(({ section, tasks }) =>
          [
            partName(section, wording),
            ...tasks.flatMap(({ title, text, places, more }) => [
              `[ ] ${title}: ${text}`,
              ...places.map((place) => `    - ${place}`),
              ...(more > 0 ? [`    - ${say('check.list.more', { count: more })}`] : []),
            ]),
          ].join('\n'),
        ),
      ].join('\n\n'),
    )
    .join('\n\n\n')
}

/** The parts of the form that a person sees to; null for what is nobody's. */
export function sectionsOf(sections: readonly Section[], person: string | null): SectionId[] {
  return sections.filter(({ responsible }) => responsible === person).map(({ id }) => id)
}
