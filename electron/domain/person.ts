/** Somebody of the school, or a partner, who has a part in the work. Pupils are not kept by name. */
export type Person = {
  id: string
  name: string
  /** In the school's own words: principal, coordinator, maths teacher. */
  role: string
  /** Whether this is a teacher who is active in eTwinning, for the rules of the call. */
  isActive: boolean
}

/** Sorts by name as the language does: ç after c in Turkish, õ after z in Estonian. */
export function sortPeople(people: readonly Person[], locale: string): Person[] {
  const { compare } = new Intl.Collator(locale)
  return [...people].sort((one, other) => compare(one.name, other.name))
}
