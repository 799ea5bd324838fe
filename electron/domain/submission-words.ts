import type { MessageKey } from './messages'
import type { SubmittedFactName } from './submission-changes'

/** What the facts are called, in the words of the screens on which they are written. */
export const factNames: Readonly<Record<SubmittedFactName, MessageKey>> = {
  school: 'facts.school',
  country: 'facts.country',
  language: 'facts.language',
  secondLanguage: 'facts.second',
  cycle: 'facts.cycle',
  registeredOn: 'application.registered',
  activeTeachers: 'application.teachers',
  signatory: 'application.signatory',
  people: 'submission.fact.people',
  projects: 'submission.fact.projects',
  introduction: 'submission.fact.introduction',
  declarationText: 'application.declaration.text',
  declarationPlace: 'submission.fact.declarationPlace',
  declarationOn: 'submission.fact.declarationOn',
}
