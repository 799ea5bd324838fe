import { Failure } from '../domain/failure'
import { localeOf } from '../domain/language'
import { sortPeople, type Person } from '../domain/person'
import type { ReadableDb, WritableDb } from './database'
import { portfolio } from './portfolio'
import { newId } from './rows'
import { dropTies } from './ties'

type PersonRow = { id: string; name: string; role: string; is_active: number }

/** Everybody, sorted as the portfolio's language sorts. */
export function listPeople(db: ReadableDb): Person[] {
  const rows = db.prepare<[], PersonRow>('SELECT id, name, role, is_active FROM person ORDER BY id').all()
  const people = rows.map(({ is_active, ...row }) => ({ ...row, isActive: is_active === 1 }))
  return sortPeople(people, localeOf(portfolio(db).language))
}

/** One person. Throws `person.gone`. */
export function findPerson(db: ReadableDb, id: string): Person {
  const person = listPeople(db).find((each) => each.id === id)
  if (!person) throw new Failure('person.gone')
  return person
}

export function addPerson(db: WritableDb, { name, role }: { name: string; role: string }): { id: string } {
  const id = newId()
  db.prepare(
    `INSERT INTO person (id, name, role, is_active, updated_at, updated_by) VALUES (?, ?, ?, 0, now(), author())`,
  ).run(id, name, role)
  return { id }
}

/** Writes the fields that are given; the others stay. */
export function writePerson(
  db: WritableDb,
  { id, ...given }: { id: string } & Partial<Omit<Person, 'id'>>,
): void {
  const { name, role, isActive } = { ...findPerson(db, id), ...given }
  db.prepare(
    `UPDATE person SET name = @name, role = @role, is_active = @active, updated_at = now(), updated_by = author()
     WHERE id = @id AND (name, role, is_active) <> (@name, @role, @active)`,
  ).run({ id, name, role, active: Number(isActive) })
}

/** Removes a person; who was to sign no longer does, and what they saw to is nobody's. */
export function removePerson(db: WritableDb, id: string): void {
  findPerson(db, id)
  db.prepare(
    'UPDATE application SET signatory = NULL, updated_at = now(), updated_by = author() WHERE signatory = ?',
  ).run(id)
  db.prepare(
    'UPDATE section SET responsible = NULL, updated_at = now(), updated_by = author() WHERE responsible = ?',
  ).run(id)
  dropTies(db, 'people', id)
  db.prepare('DELETE FROM person WHERE id = ?').run(id)
}
