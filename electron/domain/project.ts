import type { Country } from './portfolio'

export const projectTypes = ['european', 'national', 'other'] as const
export type ProjectType = (typeof projectTypes)[number]

/** `nql`: National Quality Label, `eql`: European Quality Label, `prize`: a national or European prize. */
export const labelKinds = ['nql', 'eql', 'prize', 'other'] as const
export type LabelKind = (typeof labelKinds)[number]

export type ProjectLabel = {
  kind: LabelKind
  /** What it is called, for `prize` and `other`; else empty. */
  name: string
  /** `YYYY-MM-DD`, or empty while not known. */
  awardedOn: string
}

/** An eTwinning project of the school. */
export type Project = {
  id: string
  title: string
  type: ProjectType
  /** The partners' countries. */
  countries: Country[]
  /** `YYYY-MM-DD`, or empty. */
  startedOn: string
  endedOn: string
  labels: ProjectLabel[]
}

/** Newest first, then by title as the language sorts; projects without a date stand last. */
export function sortProjects(projects: readonly Project[], locale: string): Project[] {
  const { compare } = new Intl.Collator(locale, { numeric: true })
  return [...projects].sort((one, other) =>
    one.startedOn === other.startedOn
      ? compare(one.title, other.title)
      : other.startedOn.localeCompare(one.startedOn),
  )
}
