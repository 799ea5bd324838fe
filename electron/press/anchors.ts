import type { SectionId } from '../domain/section'

/* Names of the places in the book that can be linked to; plain ASCII, since they become named destinations. */

export const contentsAnchor = 'contents'
export const mapAnchor = 'map'
export const listAnchor = 'list'
export const schoolAnchor = 'school'
export const peopleAnchor = 'people'
export const missionAnchor = 'mission'
export const declarationAnchor = 'declaration'

export function sectionAnchor(id: SectionId): string {
  return `section-${id}`
}

export function strandAnchor(number: string): string {
  return `strand-${number}`
}

export function earlierPlanAnchor(id: SectionId): string {
  return `earlier-plan-${id}`
}

export function planAnchor(id: SectionId): string {
  return `plan-${id}`
}

export function annexAnchor(label: string): string {
  return `annex-${label}`
}

export function evidenceAnchor(number: string): string {
  return `evidence-${number}`
}
