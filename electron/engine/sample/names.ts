import { sectionIds, type Place } from '../../domain/section'

/** What the sample calls something, and what the portfolio does. */
export type Ids = ReadonlyMap<string, string>

/** A name that the structure knows and the texts do not is a bug of the sample. */
export function idOf(ids: Ids, name: string): string {
  return known(ids.get(name), name)
}

export function known<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`the sample knows no ${name}`)
  return value
}

/** `students.2` -> section and strand. */
export function placeOf(strand: string): Place {
  const section = known(
    sectionIds.find((id) => strand.startsWith(`${id}.`)),
    strand,
  )
  return { section, strand }
}
