import type { MergedField, MergedKind } from './merge'
import type { MessageKey } from './messages'

/** What a kind of change is called. */
export const kindKeys: Readonly<Record<MergedKind, MessageKey>> = {
  evidence: 'rail.evidence',
  answer: 'merge.kind.answer',
  plan: 'merge.kind.plan',
  comment: 'merge.kind.comment',
  people: 'rail.people',
  consent: 'rail.consent',
  form: 'merge.kind.form',
  school: 'merge.kind.school',
  submission: 'repair.kind.submissions',
  record: 'merge.kind.record',
}

/** What a text is called. */
export const fieldKeys: Readonly<Record<MergedField, MessageKey>> = {
  'answer.text': 'merge.answer',
  'second_answer.text': 'merge.secondAnswer',
  'evidence.title': 'detail.title',
  'evidence.shows': 'detail.shows',
  'evidence.note': 'detail.note',
  'attachment.caption': 'attachment.caption',
  'attachment.alt': 'attachment.alt',
  'plan_row.goal': 'plan.goal',
  'plan_row.action': 'plan.action',
  'plan_row.who': 'plan.who',
  'plan_row.due': 'plan.due',
  'plan_row.indicator': 'plan.indicator',
  'earlier_plan_row.outcome': 'plan.outcome',
  'comment.text': 'merge.comment',
  'section.title': 'merge.kind.form',
  'section.short_title': 'merge.kind.form',
  'section.claim': 'merge.kind.form',
  'section.wording': 'merge.kind.form',
  'strand.title': 'merge.kind.form',
  'strand.question': 'merge.kind.form',
  'person.name': 'rail.people',
  'person.role': 'rail.people',
  'project.title': 'rail.people',
  'subject.name': 'rail.consent',
  'subject.paper': 'rail.consent',
  'subject.reference': 'rail.consent',
  'application.introduction': 'rail.application',
  'application.declaration_text': 'rail.application',
  'application.declaration_place': 'rail.application',
  'application.consent_rules': 'rail.consent',
  'portfolio.school': 'merge.kind.school',
  'book.title': 'merge.kind.school',
}
