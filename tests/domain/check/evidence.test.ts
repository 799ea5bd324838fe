import { describe, expect, it } from 'vitest'
import { darkest, smallestScan } from '../../../electron/domain/check-photos'
import { noConsent, type ConsentStatus } from '../../../electron/domain/consent'
import {
  aDocument,
  aFile,
  aLink,
  aPhoto,
  aPiece,
  findings,
  rulesFor,
  rulesForFiles,
  rulesForPiece,
} from '../../support/check-source'

describe('a piece of evidence', () => {
  it.each([
    ['evidence.untitled', { title: '' }],
    ['evidence.unexplained', { shows: ' \n' }],
    ['evidence.undated', { date: '' }],
    ['evidence.empty', { attachments: [] }],
    ['evidence.unsorted', { places: [{ section: 'students', strand: null }] }],
  ] as const)('gives %s', (rule, more) => {
    expect(rulesForPiece({ ...more } as Parameters<typeof rulesForPiece>[0])).toEqual([rule])
  })

  it('that is a note needs no file', () => {
    expect(rulesForPiece({ attachments: [], note: '“We built it,” says a pupil.' })).toEqual([])
  })

  it('should come from the two years before the cycle, and may reach into them', () => {
    expect(rulesForPiece({ date: '2024-12-31' })).toEqual(['evidence.outside'])
    expect(rulesForPiece({ date: '2024-12-31', dateUntil: '2025-01-01' })).toEqual([])
    expect(rulesForPiece({ date: '2025-01-01' })).toEqual([])
  })

  it('cannot be still to come, nor end before it begins', () => {
    expect(rulesForPiece({ date: '2026-11-24' })).toEqual(['evidence.days'])
    expect(rulesForPiece({ date: '2026-11-23', dateUntil: '2026-12-20' })).toEqual([])
    expect(findings({ evidence: [aPiece({ date: '2026-05-14', dateUntil: '2026-05-13' })] })).toMatchObject([
      { rule: 'evidence.days', place: { field: 'until' } },
    ])
  })

  it('that stands nowhere is asked for nothing but a place', () => {
    expect(
      rulesForPiece({ places: [], number: null, title: '', shows: '', date: '', attachments: [] }),
    ).toEqual(['evidence.unplaced'])
  })

  it('that no answer names leads to the answer that could', () => {
    const proof = { bare: [], lost: [], cited: new Set<string>() }
    expect(findings({ proof })).toMatchObject([
      {
        rule: 'evidence.unnamed',
        where: { number: 'P3-01' },
        place: { kind: 'answer', strand: 'students.1' },
      },
    ])
  })
})

describe('photos', () => {
  it.each([
    ['photo.alt', aPhoto({}, { alt: ' ' })],
    ['attachment.caption', aPhoto({}, { caption: '' })],
    ['photo.dark', aPhoto({ brightness: darkest - 1 })],
    ['photo.unreadable', aPhoto({ picture: 'unreadable', width: null, height: null })],
    ['photo.damaged', aPhoto({ picture: 'damaged' })],
    ['photo.small', aPhoto({ width: 400, height: 300 })],
  ])('give %s', (rule, photo) => {
    expect(rulesForFiles(photo)).toEqual([rule])
  })

  it('are bright and large enough up to the edge, and nothing is guessed of what is not known', () => {
    expect(rulesForFiles(aPhoto({ brightness: darkest }))).toEqual([])
    expect(
      rulesForFiles(aPhoto({ brightness: null, picture: 'waiting', width: null, height: null })),
    ).toEqual([])
    expect(rulesForFiles(aPhoto({ width: 640, height: 480 }))).toEqual([])
  })

  it('may be smaller where many stand in a row, and not where a small part is cut out', () => {
    const small = (hash: string) => aPhoto({ hash, width: 400, height: 300 }, { id: hash })
    expect(rulesForFiles(small('1'), small('2'), small('3'))).toEqual([])
    expect(rulesForFiles(aPhoto({}, { edit: '0_0_0_0_1000_1000' }))).toEqual(['photo.small'])
  })

  it('are named once for what is in the file, however often it is attached', () => {
    const pieces = ['a', 'b'].map((id) => aPiece({ id, attachments: [aPhoto({ brightness: 3 }, { id })] }))
    const proof = { bare: [], lost: [], cited: new Set(['a', 'b']) }
    expect(rulesFor({ evidence: pieces, proof })).toEqual(['photo.dark', 'twin.file'])
  })
})

describe('documents and other files', () => {
  it.each([
    ['document.locked', aDocument({ text: 'locked', picture: 'unreadable' })],
    ['document.unreadable', aDocument({ text: 'unreadable' })],
    ['document.unreadable', aDocument({ picture: 'unreadable' })],
    ['document.coarse', aDocument({ text: 'empty', bytes: smallestScan * 2 - 1 })],
    ['document.scan', aDocument({ text: 'empty', bytes: smallestScan * 2 })],
    ['file.notPrinted', aDocument({ type: 'video/mp4', text: 'none' })],
    [
      'file.notPrinted',
      aDocument({ type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation' }),
    ],
  ])('give %s', (rule, document) => {
    expect(rulesForFiles(document)).toEqual([rule])
  })

  it('are left out on purpose, or printed by their words', () => {
    expect(rulesForFiles(aDocument({ type: 'video/mp4', text: 'none' }, { annex: 'none' }))).toEqual([])
    expect(rulesForFiles(aDocument({ type: 'text/plain' }))).toEqual([])
  })

  it('that are gone from the disk stand in the way', () => {
    expect(findings({ missing: new Set(['d'.repeat(64)]) })).toMatchObject([
      { rule: 'file.missing', grade: 'blocks', where: { file: 'Minutes.pdf' } },
    ])
  })
})

describe('consent', () => {
  const photo = (status: ConsentStatus, hash = 'a') => aPhoto({ status, hash }, { id: hash })

  it.each(['missing', 'withdrawn', 'narrow'] as const)('%s: the file is held back', (status) => {
    expect(rulesForFiles(photo(status), aDocument())).toEqual(['consent.heldBack'])
  })

  it('leaves a piece bare of which all is held back: that stands in the way, once', () => {
    expect(
      findings({ evidence: [aPiece({ attachments: [photo('missing'), photo('withdrawn', 'b')] })] }),
    ).toMatchObject([
      {
        rule: 'consent.bare',
        key: 'consent.bare:piece',
        grade: 'blocks',
        place: { attachment: 'a', field: 'people' },
      },
    ])
    expect(rulesForPiece({ attachments: [photo('missing')], note: 'The log of the club.' })).toEqual([
      'consent.heldBack',
    ])
  })

  it('that nobody has said anything of is named, and none of what stands nowhere', () => {
    expect(rulesForFiles(photo('unsaid'))).toEqual(['consent.unsaid'])
    expect(rulesForPiece({ attachments: [photo('unsaid')], places: [] })).toEqual(['evidence.unplaced'])
  })

  it('is asked for kept copies of pages, too', () => {
    const copy = { name: 'Screen.png', file: aFile({ status: 'missing', hash: 's' }) }
    expect(findings({ evidence: [aPiece({ attachments: [aLink({ copy })] })] })).toMatchObject([
      {
        rule: 'consent.heldBack',
        where: { file: 'Screen.png' },
        place: { attachment: 'link', field: 'people' },
      },
    ])
  })

  it('has a day until which a picture may be kept', () => {
    const kept = (keepUntil: string) =>
      aPhoto({
        consent: {
          ...noConsent,
          keepUntil,
          people: 'none',
          subjects: [],
          redaction: '',
          isRedactionEnough: false,
        },
      })
    expect(rulesForFiles(kept('2026-11-22'))).toEqual(['consent.overdue'])
    expect(rulesForFiles(kept('2026-11-23'))).toEqual([])
  })
})

describe('links', () => {
  it.each([
    ['link.copy', aLink({ copy: null })],
    ['link.unseen', aLink({ checkedOn: '' })],
    ['link.stale', aLink({ checkedOn: '2026-08-24' })],
    ['link.login', aLink({ url: 'https://drive.google.com/file/d/abc/view' })],
    ['link.private', aLink({ url: 'http://192.168.1.20/photos' })],
    ['link.short', aLink({ url: 'https://bit.ly/3xYz' })],
  ])('give %s', (rule, link) => {
    expect(rulesForFiles(link)).toEqual([rule])
  })

  it('were seen within ninety days', () => {
    expect(rulesForFiles(aLink({ checkedOn: '2026-08-25' }))).toEqual([])
  })

  it('in answers are looked at, too, typed or made', () => {
    const answer = (text: string) => ({ answers: new Map([['students.1', `${text} ${'y'.repeat(120)}`]]) })
    const found = findings(
      answer('See [the folder](https://docs.google.com/document/d/1) and http://wiki.local/a.'),
    )
    expect(found).toMatchObject([
      { rule: 'link.login', place: { kind: 'answer' }, words: { host: 'docs.google.com' } },
      { rule: 'link.private', words: { host: 'wiki.local' } },
    ])
    expect(rulesFor(answer('See https://bridge.example.'))).toEqual([])
  })
})

describe('the same twice', () => {
  const proof = { bare: [], lost: [], cited: new Set(['a', 'b']) }

  it('is named where it stands the second time, with the first', () => {
    const pieces = ['a', 'b'].map((id) =>
      aPiece({ id, number: `P3-0${id}`, title: id, attachments: [aLink({ id: `link-${id}` })] }),
    )
    expect(findings({ evidence: pieces, proof })).toMatchObject([
      { rule: 'twin.file', where: { number: 'P3-0b' }, words: { number: 'P3-0a', name: 'a' } },
    ])
  })

  it('photos that look alike are one finding a group, where two of them are printed', () => {
    const piece = (id: string, places = aPiece().places) =>
      aPiece({ id, places, attachments: [aPhoto({ hash: id }, { id })] })
    const alike = [
      [
        { attachment: 'a', evidence: 'a' },
        { attachment: 'b', evidence: 'b' },
      ],
    ]
    expect(findings({ evidence: [piece('a'), piece('b')], proof, alike })).toMatchObject([
      { rule: 'twin.alike', key: 'twin.alike:a', words: { count: 2 } },
    ])
    expect(rulesFor({ evidence: [piece('a'), piece('b', [])], proof, alike })).toEqual(['evidence.unplaced'])
  })
})

describe('the size of the file', () => {
  const photos = [aPhoto(), aDocument({ bytes: 1_000_000, pages: 10 }, { annex: '1-5' })]
  const size = (target: number | null, more = {}) =>
    rulesFor({ evidence: [aPiece({ attachments: photos })], target, ...more })

  it('is no matter without a limit, nor within it', () => {
    expect(size(null)).toEqual([])
    expect(size(2_000_000)).toEqual([])
  })

  it('is worth knowing where smaller photos make it fit, and stands in the way where they do not', () => {
    expect(size(800_000)).toEqual(['size.large'])
    expect(size(500_000)).toEqual(['size.tooLarge'])
    expect(size(500_000, { hasAnnexes: false })).toEqual([])
  })

  it('counts a picture once, however often it is shown', () => {
    const twice = [aPiece({ attachments: [aPhoto()] }), aPiece({ id: 'b', attachments: [aPhoto()] })]
    const counted = findings({
      evidence: twice,
      target: 200_000,
      proof: { bare: [], lost: [], cited: new Set(['piece', 'b']) },
    })
    expect(counted.find(({ rule }) => rule.startsWith('size'))?.words.size).toBe(180_000 + 2 * 2100 + 300_000)
  })
})
