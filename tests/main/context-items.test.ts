import { describe, expect, it } from 'vitest'
import { createMessages } from '../../electron/domain/messages'
import type { Language } from '../../electron/domain/portfolio'
import { contextItems, type Clicked } from '../../electron/main/context-items'

const nothing: Clicked = {
  misspelledWord: '',
  dictionarySuggestions: [],
  selectionText: '',
  linkURL: '',
  isEditable: false,
  editFlags: {
    canUndo: false,
    canRedo: false,
    canCut: false,
    canCopy: false,
    canPaste: true,
    canDelete: false,
    canSelectAll: true,
    canEditRichly: false,
  },
}
const inText: Clicked = { ...nothing, isEditable: true }

/** The menu as it reads, a line between groups as `-`, what cannot be chosen in brackets; and what was done by choosing. */
function menuOf(
  clicked: Clicked,
  { language = 'en', added = [] }: { language?: Language; added?: string[] } = {},
) {
  const done: string[] = []
  const note = (what: string) => (word: string) => {
    done.push(`${what} ${word}`)
  }
  const actions = {
    replaceWord: note('replace'),
    addWord: note('add'),
    removeWord: note('remove'),
    copyAddress: note('copy'),
  }
  const items = contextItems(clicked, { say: createMessages(language), added, actions })
  const labels = items.map(({ type, label = '', enabled }) =>
    type === 'separator' ? '-' : enabled === false ? `(${label})` : label,
  )
  const choose = (label: string) => {
    const click = items.find((item) => item.label === label)?.click as (() => void) | undefined
    click?.()
    return done
  }
  return { labels, choose }
}

describe('the context menu', () => {
  it('offers five words for a wrong one, then the dictionary, then what is done with texts', () => {
    const wrong = {
      ...inText,
      misspelledWord: 'pupilz',
      dictionarySuggestions: ['pupil', 'pupils', 'pupil z', 'pileup', 'pupate', 'pupal'],
    }
    const { labels, choose } = menuOf(wrong)
    expect(labels).toEqual([
      'pupil',
      'pupils',
      'pupil z',
      'pileup',
      'pupate',
      '-',
      'Add “pupilz” to the dictionary',
      '-',
      '(Cut)',
      '(Copy)',
      'Paste',
      'Select all',
    ])
    choose('pupils')
    expect(choose('Add “pupilz” to the dictionary')).toEqual(['replace pupils', 'add pupilz'])
  })

  it('says when there is nothing to offer, in the language of the app', () => {
    const { labels } = menuOf({ ...inText, misspelledWord: 'ъъъ' }, { language: 'bg' })
    expect(labels.slice(0, 3)).toEqual(['(Няма предложения)', '-', 'Добавяне на „ъъъ“ в речника'])
  })

  it('takes a word back that was added, once it is marked', () => {
    const { labels, choose } = menuOf({ ...inText, selectionText: 'Erasmusdag ' }, { added: ['Erasmusdag'] })
    expect(labels[0]).toBe('Remove “Erasmusdag” from the dictionary')
    expect(choose('Remove “Erasmusdag” from the dictionary')).toEqual(['remove Erasmusdag'])
    expect(menuOf({ ...inText, selectionText: 'school' }, { added: ['Erasmusdag'] }).labels[0]).toBe('(Cut)')
  })

  it('copies the address of a link that leads out, and of no other', () => {
    const { choose } = menuOf({ ...nothing, linkURL: 'https://school.example/day' })
    expect(choose('Copy address')).toEqual(['copy https://school.example/day'])
    expect(menuOf({ ...nothing, linkURL: 'app://fivefold/index.html#x' }).labels).toEqual([])
  })

  it('copies what is marked outside of text fields, and is not there where nothing applies', () => {
    expect(menuOf({ ...nothing, selectionText: 'words' }).labels).toEqual(['Copy'])
    expect(menuOf(nothing).labels).toEqual([])
  })
})
