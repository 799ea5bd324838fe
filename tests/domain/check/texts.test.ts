import { describe, expect, it } from 'vitest'
import { linkKind } from '../../../electron/domain/login-hosts'
import { missionSections } from '../../../electron/domain/mission'
import { placeholderIn } from '../../../electron/domain/placeholder-text'
import { languages } from '../../../electron/domain/portfolio'
import { readText } from '../../../electron/domain/read-text'
import { languageOfWord, stopWords } from '../../../electron/domain/stop-words'
import { otherLanguage } from '../../../electron/domain/text-language'
import { aPhoto, aPiece, findings, longAnswer, wholeSource } from '../../support/check-source'

const examples = (language: (typeof languages)[number]) =>
  missionSections(language).map(({ example }) => example)

describe('the language of a text', () => {
  it('is its own in every example of every language, and the other one where the examples are swapped', () => {
    for (const own of languages) {
      for (const written of languages) {
        const other = examples(written).map((text) => otherLanguage(readText(text).prose, own))
        expect({ own, written, other }).toEqual({
          own,
          written,
          other: examples(written).map(() => (own === written ? null : written)),
        })
      }
    }
  })

  it('is mixed where a paragraph of another one stands in it', () => {
    for (const own of languages) {
      for (const written of languages) {
        if (own === written) continue
        const [first = '', second = ''] = examples(own)
        const paragraph = examples(written)[2] ?? ''
        expect([own, written, otherLanguage(`${first}\n\n${paragraph}`, own)]).toEqual([
          own,
          written,
          written,
        ])
        expect(otherLanguage(`${first}\n\n${second}`, own)).toBe(null)
      }
    }
  })

  it('is not shaken by titles, names, quotations and links', () => {
    const dutch = examples('nl')[2] ?? ''
    const title =
      'Our project “The sea that we share and the people who live from it” was called Little Hands, Big Ideas.'
    expect(otherLanguage(readText(`${dutch}\n\n${title}`).prose, 'nl')).toBe(null)
    const quotation =
      '> We were so proud that the partners from Estonia had come to see what our pupils had made for them.'
    expect(otherLanguage(readText(`${dutch}\n\n${quotation}`).prose, 'nl')).toBe(null)
    expect(otherLanguage('eTwinning, Erasmus+, Twinspace, Padlet, Kahoot, Canva', 'bg')).toBe(null)
    expect(otherLanguage('', 'bg')).toBe(null)
  })

  it('is told by words that only one of the six has', () => {
    for (const language of ['en', 'tr', 'et', 'ro', 'nl'] as const) {
      for (const word of stopWords(language)) expect([word, languageOfWord(word)]).toEqual([word, language])
    }
  })
})

describe('a placeholder', () => {
  it.each([
    'TODO: numbers',
    'to do: ask Ann',
    'xxx',
    'Lorem ipsum dolor',
    'On ???',
    'Teachers: ______',
    '[…]',
    'EKLENECEK',
    'ДОПИШИ тук',
    'tbd',
  ])('is seen in “%s”', (text) => {
    expect(placeholderIn(text)).not.toBe(null)
  })

  it.each([
    'XXX Olympiad',
    'Todos os alunos',
    'What did we do?',
    'And then … it worked.',
    'Mr. Lorem',
    'Projemize yeni ülkeler eklenecek.',
    'de completat formularul',
    'Really?!',
    'xx',
  ])('is not seen in “%s”', (text) => {
    expect(placeholderIn(text)).toBe(null)
  })

  it('is looked for wherever it would be printed', () => {
    const found = (more: Parameters<typeof findings>[0]) =>
      findings(more).filter(({ rule }) => rule === 'text.placeholder')
    expect(found({ answers: new Map([['students.1', `${longAnswer} TODO`]]) })).toHaveLength(1)
    const row = {
      id: 'row',
      goal: 'A radio',
      action: 'Build it',
      who: '???',
      due: '2028',
      indicator: 'On air',
    }
    expect(found({ plans: new Map([['students', [row]]]) })).toMatchObject([{ place: { column: 'who' } }])
    expect(found({ evidence: [aPiece({ title: 'xxx' })] })).toMatchObject([{ place: { field: 'title' } }])
    expect(found({ evidence: [aPiece({ attachments: [aPhoto({}, { alt: 'tbd' })] })] })).toMatchObject([
      { place: { field: 'alt' }, words: { text: 'tbd' } },
    ])
    expect(found({})).toEqual([])
  })
})

describe('what an assessor finds at an address', () => {
  it.each([
    ['https://docs.google.com/document/d/1/edit', 'login'],
    ['https://classroom.google.com/c/1', 'login'],
    ['https://bridge.sharepoint.com/:f:/s/x', 'login'],
    ['https://1drv.ms/f/s!A', 'login'],
    ['https://twinspace.etwinning.net/1234/home', 'login'],
    ['https://www.facebook.com/groups/123', 'login'],
    ['https://padlet.com/ann/x', 'login'],
    ['http://localhost:8080/', 'private'],
    ['http://10.0.0.4/moodle', 'private'],
    ['https://intranet.lan/x', 'private'],
    ['https://tinyurl.com/abc', 'short'],
    ['https://school-education.ec.europa.eu/en/etwinning', 'open'],
    ['https://sites.google.com/view/bridge-school', 'open'],
    ['https://www.youtube.com/watch?v=1', 'open'],
    ['https://mybit.ly.example/', 'open'],
    ['https://notfacebook.com/', 'open'],
    ['no address', 'open'],
  ])('%s: %s', (url, kind) => {
    expect(linkKind(url)).toBe(kind)
  })
})

describe('a text is read', () => {
  it('without quotations and the words of links, with all addresses', () => {
    const { prose, urls } = readText(
      'Ours. “Theirs.”\n\n> Quoted [a](https://a.example).\n\n- [b](https://b.example) https://c.example.',
    )
    expect(prose).toContain('Ours.')
    expect(prose).not.toMatch(/Theirs|Quoted/)
    expect(urls).toEqual(['https://a.example', 'https://b.example', 'https://c.example'])
  })

  it('as nothing where there is nothing', () => {
    expect(readText('  ')).toEqual({ prose: '', urls: [] })
    expect(wholeSource().read('x').urls).toEqual([])
  })
})
