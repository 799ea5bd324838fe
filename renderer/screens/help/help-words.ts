import type { HelpPiece } from '../../../electron/domain/help'
import type { MessageKey } from '../../../electron/domain/messages'
import type { ShortcutId } from '../../../electron/domain/shortcuts'
import { keysInWords } from '../../components/shortcut-words'
import { say } from '../../state/messages.svelte'

/** What a quotation in the help stands for; a test sees to it that each of them is there. */
export function helpWords({ kind, text }: HelpPiece): string {
  if (kind === 'label') return say(text as MessageKey)
  return kind === 'keys' ? keysInWords(text as ShortcutId) : text
}
