import type { Call } from '../contract/table'
import { dayOf } from '../domain/application'
import { isHeldBack } from '../domain/consent'
import { composeConsentList, type ListedPicture } from '../domain/consent-list'
import { fileOf, hasPeople, hasPicture } from '../domain/evidence'
import { createWording } from '../domain/wording'
import { application } from './application'
import { bookOptions } from './book'
import { recorded } from './export-records'
import { listEvidence } from './evidence'
import { hashOf } from './files'
import type { Asked } from './guard'
import { writeFileAside } from './out-file'
import { listPeople } from './people'
import { portfolio } from './portfolio'
import type { Current } from './session'
import { listSubjects } from './subjects'

type Tools = Pick<Current, 'db' | 'intake' | 'edited' | 'press'> & {
  fonts: string
  clock: () => Date
}

/**
 * Prints the list of consents for the principal, and notes as of any export which pictures are on it. Throws `export.*`,
 * `disk.full`, `cancelled`.
 */
export function exportConsentList(
  tools: Tools,
  out: string,
  call: Call,
): Promise<{ bytes: number; pages: number }> {
  const { db, intake, press, fonts, clock } = tools
  return recorded(db, { kind: 'list', out, purpose: 'label' }, (note) =>
    writeFileAside(out, async (aside) => {
      await intake.finish(call)
      const { pictures, asked } = await listPictures(tools)
      const { language, ...facts } = portfolio(db)
      const { consentRules, signatory } = application(db)
      const list = composeConsentList(
        {
          portfolio: { language, ...facts },
          rules: consentRules,
          subjects: listSubjects(db),
          pictures,
          day: dayOf(clock()),
          signatory: listPeople(db).find(({ id }) => id === signatory)?.name ?? '',
        },
        createWording(language),
      )
      const { paper } = bookOptions(db)
      const order = { list, paper, fonts, out: aside, now: clock().toISOString() }
      const { signal, progress } = call
      const printed = await press.use(
        (client) => client.printList(order, { signal, onProgress: progress }),
        signal,
      )
      const taken = new Set(asked.filter(({ goes }) => goes).map(({ file }) => file))
      note({ bytes: printed.bytes, hash: (await hashOf(aside)) ?? '', asked, taken })
      return printed
    }),
  )
}

/** Every file in which people are seen or may be, once, with the numbers of all pieces that it belongs to. */
async function listPictures({ db, edited }: Tools): Promise<{ pictures: ListedPicture[]; asked: Asked[] }> {
  const found = new Map<string, ListedPicture>()
  const asked: Asked[] = []
  for (const { id, attachments, number, title } of listEvidence(db)) {
    for (const attachment of attachments) {
      const file = fileOf(attachment)
      if (!file || !hasPeople(file)) continue
      const numbers = number === null ? [] : [number]
      const known = found.get(file.hash)
      if (known) {
        known.numbers.push(...numbers.filter((each) => !known.numbers.includes(each)))
        continue
      }
      const { hash, consent, status } = file
      const regions = consent.redaction
      const isRow = consent.people !== 'none' || consent.subjects.length > 0
      const isShown = isRow && hasPicture(attachment) && !isHeldBack(status)
      // As it is cut where it is attached first, with what is covered in it: the rest is nobody's business here.
      const wanted = {
        hash,
        size: 'thumbnail',
        edit: hasPicture(attachment) ? attachment.edit : '',
        page: 1,
      } as const
      const picture = isShown ? await edited.find(wanted) : null
      found.set(hash, { consent, status, numbers, title, picture })
      const name = hasPicture(attachment) ? attachment.name : ''
      const nobody = { subjects: [], isOwn: false, picture: null }
      const named = { file: hash, name, evidence: id, number: number ?? '', title, attachment: attachment.id }
      asked.push({ ...named, ...nobody, status, regions, goes: picture !== null })
    }
  }
  return { pictures: [...found.values()], asked }
}
