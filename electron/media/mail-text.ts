import PostalMime, { type Address } from 'postal-mime'
import { htmlText } from './html-text'

/**
 * The text of a message (RFC 5322, MIME): subject, sender, receivers and date on lines of their own, then what was
 * written, its plain version before that in HTML, then the names of attached files, which are not read. Throws when it is no message.
 */
export async function mailText(bytes: Uint8Array): Promise<string> {
  const mail = await PostalMime.parse(bytes)
  const people = [mail.from ? [mail.from] : [], mail.to ?? [], mail.cc ?? []]
  const head = [mail.subject ?? '', ...people.map(names), rawDate(mail.headers) ?? mail.date ?? '']
  const plain = mail.text ?? ''
  const body = plain.trim() === '' && mail.html ? htmlText(mail.html) : plain
  const attached = mail.attachments.flatMap(({ filename }) => filename ?? [])
  return [head.filter(Boolean).join('\n'), body, attached.join('\n')].filter(Boolean).join('\n\n')
}

function names(addresses: readonly Address[]): string {
  return addresses
    .flatMap((each) => each.group ?? [each])
    .map(({ name, address }) => (name && address ? `${name} <${address}>` : name || address || ''))
    .filter(Boolean)
    .join(', ')
}

/** As the sender's clock wrote it: the library would move it to Greenwich. */
function rawDate(headers: readonly { key: string; value: string }[]): string | undefined {
  return headers.find(({ key }) => key === 'date')?.value
}
