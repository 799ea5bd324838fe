import type { SectionId } from './section'

export type PrincipleId = Exclude<SectionId, 'esafety'>
export type MissionPart = { heading: string; text: string }
export type MissionSplit = {
  introduction: string
  principles: Record<PrincipleId, MissionPart>
  missing: PrincipleId[]
  leftOver: string
}

/** To be replaced by the splitter that is being written. */
export function splitMission(text: string): MissionSplit {
  const empty = (): MissionPart => ({ heading: '', text: '' })
  return {
    introduction: '',
    principles: {
      leadership: empty(),
      collaboration: empty(),
      students: empty(),
      example: empty(),
      inclusion: empty(),
    },
    missing: ['leadership', 'collaboration', 'students', 'example', 'inclusion'],
    leftOver: text,
  }
}
