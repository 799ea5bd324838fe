import { Failure } from '../domain/failure'
import { localeOf } from '../domain/language'
import { sortProjects, type Project, type ProjectType } from '../domain/project'
import type { ReadableDb, WritableDb } from './database'
import { portfolio } from './portfolio'
import { newId } from './rows'
import { dropTies } from './ties'

type ProjectRow = {
  id: string
  title: string
  type: ProjectType
  countries: string
  startedOn: string
  endedOn: string
  labels: string
}

/** All projects, newest first. */
export function listProjects(db: ReadableDb): Project[] {
  const projects = db
    .prepare<[], ProjectRow>(
      `SELECT id, title, type, countries, started_on AS startedOn, ended_on AS endedOn, labels
       FROM project ORDER BY id`,
    )
    .all()
    .map(({ countries, labels, ...row }) => ({
      ...row,
      countries: JSON.parse(countries) as Project['countries'],
      labels: JSON.parse(labels) as Project['labels'],
    }))
  return sortProjects(projects, localeOf(portfolio(db).language))
}

/** One project. Throws `project.gone`. */
export function findProject(db: ReadableDb, id: string): Project {
  const project = listProjects(db).find((each) => each.id === id)
  if (!project) throw new Failure('project.gone')
  return project
}

export function addProject(db: WritableDb, { title }: { title: string }): { id: string } {
  const id = newId()
  db.prepare(
    `INSERT INTO project (id, title, type, countries, started_on, ended_on, labels, updated_at, updated_by)
     VALUES (?, ?, 'european', '[]', '', '', '[]', now(), author())`,
  ).run(id, title)
  return { id }
}

/** Writes the fields that are given; the others stay. */
export function writeProject(
  db: WritableDb,
  { id, ...given }: { id: string } & Partial<Omit<Project, 'id'>>,
): void {
  const { title, type, countries, startedOn, endedOn, labels } = { ...findProject(db, id), ...given }
  const sorted = [...new Set(countries)].sort()
  db.prepare(
    `UPDATE project SET title = @title, type = @type, countries = @countries, started_on = @startedOn,
       ended_on = @endedOn, labels = @labels, updated_at = now(), updated_by = author()
     WHERE id = @id AND (title, type, countries, started_on, ended_on, labels)
       <> (@title, @type, @countries, @startedOn, @endedOn, @labels)`,
  ).run({
    id,
    title,
    type,
    countries: JSON.stringify(sorted),
    startedOn,
    endedOn,
    labels: JSON.stringify(labels.map(({ kind, name, awardedOn }) => ({ kind, name, awardedOn }))),
  })
}

export function removeProject(db: WritableDb, id: string): void {
  findProject(db, id)
  dropTies(db, 'projects', id)
  db.prepare('DELETE FROM project WHERE id = ?').run(id)
}
