import type { Application } from './application'
import type { CommentTarget, OpenComment } from './comment'
import type { Evidence, FileAttachment } from './evidence'
import type { Person } from './person'
import type { EarlierPlan, PlanColumn, PlanRow } from './plan'
import type { Portfolio } from './portfolio'
import type { Project } from './project'
import type { ProofFacts } from './proof'
import type { NameCitation } from './rich-text'
import type { Section, SectionId } from './section'
import type { StrandStanding } from './two-languages'

/*
 * What an assessor would trip over. A rule is a pure function of what the portfolio holds; docs/decisions/0024 says why which
 * one has which grade.
 */

/**
 * `blocks`: as it is, the application cannot be handed in, or the book would have a hole where the school believes that
 * something stands. `should`: an assessor will miss it or mind it. `could`: it would be better so, and nobody must.
 */
export const checkGrades = ['blocks', 'should', 'could'] as const
export type CheckGrade = (typeof checkGrades)[number]

/** Every rule with its grade; within a grade what helps most to do first stands first. */
export const checkRules = {
  'file.missing': 'blocks',
  'consent.bare': 'blocks',
  'answer.over': 'blocks',
  'answer.empty': 'blocks',
  'plan.missing': 'blocks',
  'plan.over': 'blocks',
  'rule.missing': 'blocks',
  'size.tooLarge': 'blocks',

  'claim.unproved': 'should',
  'strand.bare': 'should',
  'citation.lost': 'should',
  'consent.heldBack': 'should',
  'consent.unsaid': 'should',
  'consent.overdue': 'should',
  'rule.unknown': 'should',
  'text.placeholder': 'should',
  'answer.language': 'should',
  'second.behind': 'should',
  'second.missing': 'should',
  'plan.outcome': 'should',
  'evidence.empty': 'should',
  'evidence.untitled': 'should',
  'evidence.unexplained': 'should',
  'evidence.undated': 'should',
  'evidence.outside': 'should',
  'evidence.days': 'should',
  'photo.alt': 'should',
  'photo.unreadable': 'should',
  'photo.damaged': 'should',
  'photo.small': 'should',
  'document.locked': 'should',
  'document.unreadable': 'should',
  'document.coarse': 'should',
  'link.login': 'should',
  'link.private': 'should',
  'link.copy': 'should',
  'link.unseen': 'should',
  'link.stale': 'should',
  'declaration.signatory': 'should',

  'answer.short': 'could',
  'second.unsure': 'could',
  'plan.part': 'could',
  'evidence.unplaced': 'could',
  'evidence.unsorted': 'could',
  'evidence.unnamed': 'could',
  'attachment.caption': 'could',
  'photo.dark': 'could',
  'document.scan': 'could',
  'file.notPrinted': 'could',
  'link.short': 'could',
  'twin.file': 'could',
  'twin.alike': 'could',
  'comment.open': 'could',
  'declaration.day': 'could',
  'section.nobody': 'could',
  'size.large': 'could',
} as const satisfies Record<string, CheckGrade>
export type CheckRule = keyof typeof checkRules

/** Where a finding is mended: the very field. */
export type CheckPlace =
  | { kind: 'answer'; section: SectionId; strand: string; edition: 'first' | 'second' }
  /** Where evidence is added under a claim. */
  | { kind: 'strand'; section: SectionId; strand: string }
  /** Null: where a row is added. */
  | { kind: 'plan'; section: SectionId; row: string | null; column: PlanColumn | 'outcome' }
  | {
      kind: 'evidence'
      evidence: string
      field: 'title' | 'shows' | 'note' | 'date' | 'until' | 'places' | 'files'
    }
  | {
      kind: 'attachment'
      evidence: string
      attachment: string
      field: 'caption' | 'alt' | 'url' | 'checked' | 'copy' | 'people' | 'file'
    }
  | { kind: 'alike' }
  | { kind: 'facts'; field: 'registered' | 'teachers' | 'signatory' | 'declaration-place' | 'declaration-on' }
  | { kind: 'projects' }
  | { kind: 'comment'; target: CommentTarget; section: SectionId | null }
  | { kind: 'responsible'; section: SectionId }
  | { kind: 'target' }

/** What the reader knows the place by; empty where it has no such name. */
export type CheckWhere = {
  /** `3.2`, `P3-02`, the number of a section. */
  number: string
  /** In the portfolio's language: a claim, a section, a piece of evidence. */
  title: string
  /** A file's name, or an address. */
  file: string
}

export type CheckFinding = {
  /** The same as long as it is about the same thing: what was set aside is known by it. */
  key: string
  rule: CheckRule
  grade: CheckGrade
  /** The part of the form that it belongs to; null for what belongs to the whole. */
  section: SectionId | null
  place: CheckPlace
  where: CheckWhere
  /** What its sentence is filled with. Days are `YYYY-MM-DD`. */
  words: Readonly<Record<string, string | number>>
}

/** A text as the rules look at it. */
export type ReadText = {
  /** Its own prose: without quotations, citations and the words of links. */
  prose: string
  /** The addresses that it links to. */
  urls: readonly string[]
}

/** All that the rules look at. */
export type CheckSource = {
  /** `YYYY-MM-DD` */
  today: string
  portfolio: Portfolio
  application: Application
  sections: readonly Section[]
  /** By strand. */
  answers: ReadonlyMap<string, string>
  seconds: ReadonlyMap<string, string>
  standings: readonly StrandStanding[]
  plans: ReadonlyMap<SectionId, readonly PlanRow[]>
  earlierPlans: ReadonlyMap<SectionId, EarlierPlan>
  /** Everything gathered, in the book's order. */
  evidence: readonly Evidence[]
  people: readonly Person[]
  projects: readonly Project[]
  proof: ProofFacts
  comments: readonly OpenComment[]
  /** Hashes of files that the portfolio names and that do not lie in it. */
  missing: ReadonlySet<string>
  /** Groups of photos that look alike. */
  alike: readonly { attachment: string; evidence: string }[][]
  /** Bytes that the book may have; null for no limit. */
  target: number | null
  hasAnnexes: boolean
  /** Bytes of a photo as it is printed. */
  printedBytes: (photo: FileAttachment) => number
  read: (markdown: string) => ReadText
  nameCitation: NameCitation
}

const nowhere: CheckWhere = { number: '', title: '', file: '' }
const noWords: CheckFinding['words'] = {}

/**
 * Makes a finding of a rule. Field by field: it is done for tens of thousands at once.
 * @param about what the key is made of: ids of what it is about, never its words
 */
export function found(
  rule: CheckRule,
  about: string,
  of: Pick<CheckFinding, 'section' | 'place'> & {
    where?: Partial<CheckWhere>
    words?: CheckFinding['words']
  },
): CheckFinding {
  const { where } = of
  return {
    key: `${rule}:${about}`,
    rule,
    grade: checkRules[rule],
    section: of.section,
    place: of.place,
    where:
      where === undefined
        ? nowhere
        : { number: where.number ?? '', title: where.title ?? '', file: where.file ?? '' },
    words: of.words ?? noWords,
  }
}
