import type { Attachment, EvidenceSummary, FileAttachment } from '../../electron/domain/evidence'
import { kindOf } from '../../electron/domain/file-kind'
import { formatDuration, formatPeriod } from './formats'
import { say } from './messages.svelte'

/** What kind of file it is, as `PDF`; empty when nothing tells. */
export function kindOfFile({ name, file }: Pick<FileAttachment, 'name' | 'file'>): string {
  return kindOf({ name, type: file.type })
}

/** The host of an address, without `www.`; the address as it is when it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url
}

/** What stands under a card's title: when, or how much there is. */
export function cardFacts(piece: EvidenceSummary): string {
  const when = formatPeriod(piece.date, piece.dateUntil)
  if (piece.items > 1) return [when, contentsOf(piece)].filter(Boolean).join(' · ')
  return when || contentsOf(piece)
}

/** `6 photos`, `PDF`, `Link`; empty for a note alone. */
export function contentsOf({ cover, items, photos }: EvidenceSummary): string {
  if (!cover) return ''
  if (items === 1) return nameOfKind(cover)
  return photos === items
    ? say('attachment.photos', { count: items })
    : say('attachment.files', { count: items })
}

/** How much is in a file: its pages, its length; empty when not known. */
export function extentOf({ file }: Pick<FileAttachment, 'file'>): string {
  if (file.pages !== null) return say('evidences.pages', { count: file.pages })
  return file.duration === null ? '' : formatDuration(file.duration)
}

/** What is to be known about the text in a file; empty where there is nothing to say. */
export function textStateOf({ role, file }: Pick<FileAttachment, 'role' | 'file'>): string {
  if (role === 'photo' || (file.text !== 'empty' && file.text !== 'locked' && file.text !== 'unreadable'))
    return ''
  return say(`evidences.text.${file.text}`)
}

function nameOfKind(attachment: Attachment): string {
  if (attachment.role === 'link') return say('attachment.link')
  return attachment.role === 'photo'
    ? say('attachment.photo')
    : kindOfFile(attachment) || say('attachment.file')
}
