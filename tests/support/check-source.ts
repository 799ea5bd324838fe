import type { CheckFinding, CheckSource } from '../../electron/domain/check'
import { checkAll } from '../../electron/domain/check-all'
import { unsaidConsent } from '../../electron/domain/consent'
import type { Evidence, FileAttachment, LinkAttachment, StoredFile } from '../../electron/domain/evidence'
import { readText } from '../../electron/domain/read-text'

export const longAnswer =
  'Our pupils choose the topic of every project themselves. Each class sends two of them to the council, where they vote on it with the teachers.'

export function aFile(more: Partial<StoredFile> = {}): StoredFile {
  return {
    hash: 'a'.repeat(64),
    bytes: 400_000,
    type: 'image/jpeg',
    width: 3000,
    height: 2000,
    picture: 'ready',
    hasPrint: true,
    pages: null,
    duration: null,
    takenAt: '',
    text: 'none',
    brightness: 120,
    consent: { ...unsaidConsent, people: 'none' },
    status: 'clear',
    ...more,
  }
}

export function aPhoto(file: Partial<StoredFile> = {}, more: Partial<FileAttachment> = {}): FileAttachment {
  return {
    id: 'photo',
    role: 'photo',
    name: 'IMG_1.jpg',
    caption: 'In the hall',
    alt: 'Pupils on a stage',
    edit: '',
    annex: '',
    file: aFile(file),
    ...more,
  }
}

export function aDocument(
  file: Partial<StoredFile> = {},
  more: Partial<FileAttachment> = {},
): FileAttachment {
  const pdf = {
    hash: 'd'.repeat(64),
    type: 'application/pdf',
    text: 'ready',
    pages: 2,
    brightness: null,
  } as const
  return aPhoto(
    { ...pdf, ...file },
    { id: 'document', role: 'document', name: 'Minutes.pdf', alt: '', ...more },
  )
}

export function aLink(more: Partial<LinkAttachment> = {}): LinkAttachment {
  return {
    id: 'link',
    role: 'link',
    caption: 'Our page',
    alt: '',
    url: 'https://bridge.example/open-day',
    checkedOn: '2026-11-01',
    copy: { name: 'page.pdf', file: aFile({ hash: 'c'.repeat(64) }) },
    ...more,
  }
}

export function aPiece(more: Partial<Evidence> = {}): Evidence {
  return {
    id: 'piece',
    title: 'Open day',
    shows: 'Pupils lead visitors through the school.',
    note: '',
    date: '2026-05-14',
    dateUntil: '',
    kind: '',
    level: '',
    people: [],
    projects: [],
    tags: [],
    addedAt: '2026-05-15T08:00:00.000Z',
    number: 'P3-01',
    places: [{ section: 'students', strand: 'students.1' }],
    attachments: [aPhoto(), aDocument(), aLink()],
    cover: '',
    photoLayout: '',
    ...more,
  }
}

/** A small portfolio in which there is nothing to trip over. */
export function wholeSource(more: Partial<CheckSource> = {}): CheckSource {
  return {
    today: '2026-11-23',
    portfolio: {
      id: 'p',
      school: 'Bridge School',
      country: 'IE',
      language: 'en',
      cycle: { from: 2027, to: 2028 },
      secondLanguage: null,
    },
    application: {
      registeredOn: '2019',
      activeTeachers: 5,
      deadline: '',
      windowFrom: '',
      windowUntil: '',
      ruleYears: 2,
      ruleTeachers: 3,
      ruleLabels: 1,
      signatory: 'head',
      consentRules: '',
      declarationText: '',
      declarationPlace: 'Cork',
      declarationOn: '2026-11-20',
      declarationStamp: true,
      usesCriteria: false,
    },
    sections: [
      {
        id: 'students',
        number: 3,
        title: 'Students as agents of change',
        shortTitle: 'Students',
        claim: '',
        planLimit: null,
        responsible: null,
        wording: null,
        strands: [
          {
            id: 'students.1',
            number: '3.1',
            title: 'Pupils take part',
            question: '',
            limit: 1000,
            isOwn: false,
          },
        ],
        hiddenStrands: [],
      },
    ],
    answers: new Map([['students.1', longAnswer]]),
    seconds: new Map(),
    standings: [],
    plans: new Map([
      [
        'students',
        [{ id: 'row', goal: 'A radio', action: 'Build it', who: 'Club', due: '2028', indicator: 'On air' }],
      ],
    ]),
    earlierPlans: new Map(),
    evidence: [aPiece()],
    people: [{ id: 'head', name: 'Ann Byrne', role: 'Principal', isActive: true }],
    projects: [
      {
        id: 'sea',
        title: 'The sea',
        type: 'european',
        countries: ['EE'],
        startedOn: '',
        endedOn: '',
        labels: [{ kind: 'nql', name: '', awardedOn: '2025-10-01' }],
      },
    ],
    proof: { bare: [], lost: [], cited: new Set(['piece']) },
    comments: [],
    missing: new Set(),
    alike: [],
    target: null,
    hasAnnexes: true,
    printedBytes: () => 300_000,
    read: readText,
    nameCitation: () => null,
    ...more,
  }
}

/** What is found when the small portfolio differs in this. */
export function findings(more: Partial<CheckSource> = {}): CheckFinding[] {
  return checkAll(wholeSource(more))
}

/** The rules that find something, in their own order. */
export function rulesFor(more: Partial<CheckSource> = {}): string[] {
  return findings(more).map(({ rule }) => rule)
}

/** The same when the one piece of evidence differs in this. */
export function rulesForPiece(more: Partial<Evidence>): string[] {
  return rulesFor({ evidence: [aPiece(more)] })
}

/** The same when it has these attachments alone. */
export function rulesForFiles(...attachments: Evidence['attachments']): string[] {
  return rulesForPiece({ attachments })
}
