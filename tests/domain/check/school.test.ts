import { describe, expect, it } from 'vitest'
import type { OpenComment } from '../../../electron/domain/comment'
import { findings, rulesFor, wholeSource } from '../../support/check-source'

const { application, sections, people } = wholeSource()

describe('the rules of the call', () => {
  it('that are not met stand in the way, those that are not known should be filled in', () => {
    expect(findings({ application: { ...application, registeredOn: '2026' } })).toMatchObject([
      {
        rule: 'rule.missing',
        key: 'rule.missing:registered',
        grade: 'blocks',
        place: { field: 'registered' },
      },
    ])
    expect(rulesFor({ application: { ...application, activeTeachers: null } })).toEqual(['rule.unknown'])
    expect(findings({ projects: [] })).toMatchObject([{ rule: 'rule.unknown', place: { kind: 'projects' } }])
  })
})

describe('the declaration', () => {
  it('needs somebody who is there to sign', () => {
    expect(rulesFor({ application: { ...application, signatory: null } })).toEqual(['declaration.signatory'])
    expect(rulesFor({ application: { ...application, signatory: 'gone' } })).toEqual([
      'declaration.signatory',
    ])
  })

  it('could have its place and day, and leads to the one that is open', () => {
    expect(findings({ application: { ...application, declarationOn: '' } })).toMatchObject([
      { rule: 'declaration.day', place: { field: 'declaration-on' } },
    ])
    expect(
      findings({ application: { ...application, declarationPlace: '', declarationOn: '' } }),
    ).toMatchObject([{ place: { field: 'declaration-place' } }])
  })
})

describe('who sees to what', () => {
  const two = [...people, { id: 'b', name: 'Bo', role: '', isActive: false }]

  it('is asked where there are two to share', () => {
    expect(rulesFor()).toEqual([])
    expect(rulesFor({ people: two })).toEqual(['section.nobody'])
    expect(
      rulesFor({ people: two, sections: sections.map((each) => ({ ...each, responsible: 'b' })) }),
    ).toEqual([])
  })
})

describe('comments that are open', () => {
  const comment: OpenComment = {
    id: 'c',
    text: 'Which year?',
    madeAt: '',
    madeBy: 'Bo',
    doneAt: '',
    doneBy: '',
    target: { strand: 'students.1' },
    title: 'Pupils take part',
  }

  it('belong where they stand', () => {
    const onPiece: OpenComment = { ...comment, id: 'd', target: { evidence: 'piece' }, title: 'Open day' }
    expect(findings({ comments: [comment, onPiece] })).toMatchObject([
      { rule: 'comment.open', section: 'students', where: { number: '3.1' }, words: { name: 'Bo' } },
      { rule: 'comment.open', section: 'students', where: { number: 'P3-01' } },
    ])
  })
})
