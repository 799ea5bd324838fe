import type { Attachment, Evidence } from '../../electron/domain/evidence'
import { formatPeriod } from './formats'
import { say } from './messages.svelte'

/** `PDF` for `Programme.pdf`; empty when the name has no ending. */
export function extensionOf(name: string): string {
  return (/\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1] ?? '').toUpperCase()
}

/** The host of an address, without `www.`; the address as it is when it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url
}

/** What stands under a card's title: when, or how much there is. */
export function cardFacts({ date, dateUntil, attachments }: Evidence): string {
  const when = formatPeriod(date, dateUntil)
  if (attachments.length > 1) return [when, contents(attachments)].filter(Boolean).join(' · ')
  return when || contents(attachments)
}

/** `6 photos`, `PDF`, `Link`; empty for a note alone. */
function contents(attachments: readonly Attachment[]): string {
  const [first] = attachments
  if (!first) return ''
  if (attachments.length === 1) {
    if (first.role === 'link') return say('attachment.link')
    return first.role === 'photo'
      ? say('attachment.photo')
      : extensionOf(first.name) || say('attachment.file')
  }
  const arePhotos = attachments.every(({ role }) => role === 'photo')
  return say(arePhotos ? 'attachment.photos' : 'attachment.files', { count: attachments.length })
}
