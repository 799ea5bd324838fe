import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import type { Say } from '../domain/messages'

/** What was clicked with the right button. */
export type Clicked = Pick<
  ContextMenuParams,
  'misspelledWord' | 'dictionarySuggestions' | 'selectionText' | 'linkURL' | 'isEditable' | 'editFlags'
>

export type ContextActions = {
  /** Puts a suggestion in the place of the wrong word. */
  replaceWord: (word: string) => void
  addWord: (word: string) => void
  removeWord: (word: string) => void
  copyAddress: (url: string) => void
}

const mostSuggestions = 5

/**
 * The entries of the context menu, by groups with lines between; none where nothing applies.
 * @param added the words that the user has added to the dictionary
 */
export function contextItems(
  clicked: Clicked,
  { say, added, actions }: { say: Say; added: readonly string[]; actions: ContextActions },
): MenuItemConstructorOptions[] {
  const groups = [
    spellingItems(clicked, { say, added, actions }),
    linkItems(clicked, { say, actions }),
    editItems(clicked, say),
  ]
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index): MenuItemConstructorOptions[] =>
      index === 0 ? group : [{ type: 'separator' }, ...group],
    )
}

function spellingItems(
  { misspelledWord, dictionarySuggestions, selectionText }: Clicked,
  { say, added, actions }: { say: Say; added: readonly string[]; actions: ContextActions },
): MenuItemConstructorOptions[] {
  if (misspelledWord === '') {
    const word = selectionText.trim()
    if (!added.includes(word)) return []
    return [
      {
        label: say('context.removeWord', { word }),
        click: () => {
          actions.removeWord(word)
        },
      },
    ]
  }
  const suggestions = dictionarySuggestions.slice(0, mostSuggestions).map((word) => ({
    label: word,
    click: () => {
      actions.replaceWord(word)
    },
  }))
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: say('context.noSuggestions'), enabled: false }]),
    { type: 'separator' },
    {
      label: say('context.addWord', { word: misspelledWord }),
      click: () => {
        actions.addWord(misspelledWord)
      },
    },
  ]
}

/** Only addresses that lead out: those of the app itself are of no use elsewhere. */
function linkItems(
  { linkURL }: Clicked,
  { say, actions }: { say: Say; actions: ContextActions },
): MenuItemConstructorOptions[] {
  if (!/^(https?|mailto):/i.test(linkURL)) return []
  return [
    {
      label: say('context.copyAddress'),
      click: () => {
        actions.copyAddress(linkURL)
      },
    },
  ]
}

function editItems(
  { isEditable, selectionText, editFlags }: Clicked,
  say: Say,
): MenuItemConstructorOptions[] {
  if (!isEditable) return selectionText.trim() === '' ? [] : [{ role: 'copy', label: say('menu.copy') }]
  return [
    { role: 'cut', label: say('menu.cut'), enabled: editFlags.canCut },
    { role: 'copy', label: say('menu.copy'), enabled: editFlags.canCopy },
    { role: 'paste', label: say('menu.paste'), enabled: editFlags.canPaste },
    { role: 'selectAll', label: say('menu.selectAll'), enabled: editFlags.canSelectAll },
  ]
}
