import { existsSync, statSync } from 'node:fs'
import { dayOf } from '../domain/application'
import type { CheckFinding, CheckSource } from '../domain/check'
import { checkAll } from '../domain/check-all'
import { fitInto, pictureEdges, type Evidence, type FileAttachment } from '../domain/evidence'
import { shownSize } from '../domain/photo-edit'
import { createTextReader } from '../domain/read-text'
import { listAlikeIds } from './alike'
import { listAnswers } from './answers'
import { application } from './application'
import { bookOptions } from './book'
import { listOpenComments } from './comments'
import type { ReadableDb } from './database'
import { listEvidence } from './evidence'
import { originalPath, picturePath, type PortfolioFolder } from './folders'
import { listFiles, type Opened } from './opened'
import { listPeople } from './people'
import { listEarlierPlans, listPlans } from './plan'
import { listSections, portfolio } from './portfolio'
import { listProjects } from './projects'
import { createCitations, proofFacts } from './proof'
import { listSecondTexts, strandStandings } from './second-answers'

/** Files of a portfolio are not looked for on the disk more often than this, in ms: nobody but an accident removes them. */
const lookAgainAfter = 30_000

/** Bytes of a px of a photo for print, as JPEGs of this quality have on average; for those that are not made yet. */
const bytesAPixel = 0.2

/** Looks at everything; keeps what takes long between two looks. */
export type Check = { findings: (opened: Opened) => CheckFinding[] }

export function createCheck(clock: () => Date): Check {
  const citations = createCitations()
  const reader = createTextReader()
  const presence = createPresence(clock)
  const alike = createAlike()
  const printed = new Map<string, number>()

  function printedBytes(folder: PortfolioFolder, photo: FileAttachment): number {
    const path = picturePath(folder, photo.file.hash, 'print', {
      edit: photo.edit,
      redaction: photo.file.consent.redaction,
    })
    const known = printed.get(path)
    if (known !== undefined) return known
    if (!existsSync(path)) return estimated(photo)
    const { size } = statSync(path)
    printed.set(path, size)
    return size
  }

  return {
    findings: ({ db, folder }) => {
      const evidence = listEvidence(db)
      const numbers = new Map(evidence.map(({ id, number }) => [id, number]))
      const { target, parts } = bookOptions(db)
      const source: CheckSource = {
        today: dayOf(clock()),
        portfolio: portfolio(db),
        application: application(db),
        sections: listSections(db),
        answers: listAnswers(db),
        seconds: listSecondTexts(db),
        standings: strandStandings(db),
        plans: listPlans(db),
        earlierPlans: listEarlierPlans(db),
        evidence,
        people: listPeople(db),
        projects: listProjects(db),
        proof: proofFacts(db, citations),
        comments: listOpenComments(db),
        missing: presence.missing(folder, evidence),
        alike: alike.groups(db),
        target,
        hasAnnexes: parts.some(({ part, isShown }) => part === 'annexes' && isShown),
        printedBytes: (photo) => printedBytes(folder, photo),
        read: reader.read,
        nameCitation: (id) => numbers.get(id) ?? null,
      }
      const findings = checkAll(source)
      reader.sweep()
      return findings
    },
  }
}

function estimated(photo: FileAttachment): number {
  const size = shownSize(photo)
  if (!size) return 0
  const { width, height } = fitInto(pictureEdges.print, size)
  return width * height * bytesAPixel
}

/** Which of the files that evidence names do not lie in the portfolio's folder. */
function createPresence(clock: () => Date): {
  missing: (folder: PortfolioFolder, evidence: readonly Evidence[]) => Set<string>
} {
  let there = new Set<string>()
  let lookedAt = -Infinity
  let root = ''
  return {
    missing: (folder, evidence) => {
      const now = clock().getTime()
      const named = evidence.flatMap(({ attachments }) =>
        attachments.flatMap((each) => (each.role === 'link' ? [] : each.file.hash)),
      )
      if (root !== folder.root || Math.abs(now - lookedAt) > lookAgainAfter) {
        there = new Set(listFiles(folder.files).map(({ name }) => name))
        lookedAt = now
        root = folder.root
      }
      // Those that came in since then.
      for (const hash of named)
        if (!there.has(hash) && existsSync(originalPath(folder, hash))) there.add(hash)
      return new Set(named.filter((hash) => !there.has(hash)))
    },
  }
}

/** Groups of photos that look alike; compared anew only when the photos are others. */
function createAlike(): { groups: (db: ReadableDb) => CheckSource['alike'] } {
  let known: { of: string; groups: CheckSource['alike'] } = { of: '', groups: [] }
  return {
    groups: (db) => {
      const { of, groups } = listAlikeIds(db)
      if (of !== known.of) known = { of, groups: groups() }
      return known.groups
    },
  }
}
