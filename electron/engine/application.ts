import type { Application } from '../domain/application'
import { Failure } from '../domain/failure'
import type { ReadableDb, WritableDb } from './database'

const columns: Readonly<Record<keyof Application, string>> = {
  registeredOn: 'registered_on',
  activeTeachers: 'active_teachers',
  deadline: 'deadline',
  windowFrom: 'window_from',
  windowUntil: 'window_until',
  ruleYears: 'rule_years',
  ruleTeachers: 'rule_teachers',
  ruleLabels: 'rule_labels',
  signatory: 'signatory',
  declarationText: 'declaration_text',
  declarationPlace: 'declaration_place',
  declarationOn: 'declaration_on',
  declarationStamp: 'declaration_stamp',
  usesCriteria: 'uses_criteria',
  consentRules: 'consent_rules',
}
const fields = Object.keys(columns) as (keyof Application)[]

type ApplicationRow = Omit<Application, 'declarationStamp' | 'usesCriteria'> & {
  declarationStamp: number
  usesCriteria: number
}

/** What the school tells, and what the call asks. */
export function application(db: ReadableDb): Application {
  const row = db
    .prepare<[], ApplicationRow>(
      `SELECT registered_on AS registeredOn, active_teachers AS activeTeachers, deadline, window_from AS windowFrom,
         window_until AS windowUntil, rule_years AS ruleYears, rule_teachers AS ruleTeachers, rule_labels AS ruleLabels,
         signatory, declaration_text AS declarationText, declaration_place AS declarationPlace,
         declaration_on AS declarationOn, declaration_stamp AS declarationStamp, uses_criteria AS usesCriteria,
         consent_rules AS consentRules
       FROM application`,
    )
    .get()
  if (!row) throw new Error('an open portfolio has no application')
  return { ...row, declarationStamp: row.declarationStamp === 1, usesCriteria: row.usesCriteria === 1 }
}

/** Writes the fields that are given; the others stay. Throws `person.gone` for a signatory who is not in the list. */
export function writeApplication(db: WritableDb, given: Partial<Application>): void {
  const { signatory } = given
  if (typeof signatory === 'string' && !db.prepare('SELECT 1 FROM person WHERE id = ?').get(signatory)) {
    throw new Failure('person.gone')
  }
  for (const field of fields) {
    const value = given[field]
    if (value === undefined) continue
    db.prepare(
      `UPDATE application SET ${columns[field]} = @value, updated_at = now(), updated_by = author()
       WHERE ${columns[field]} IS NOT @value`,
    ).run({ value: typeof value === 'boolean' ? Number(value) : value })
  }
}

/** The introduction of the Mission statement that the school took in; empty while there is none. */
export function introduction(db: ReadableDb): string {
  return db.prepare<[], string>('SELECT introduction FROM application').pluck().get() ?? ''
}
