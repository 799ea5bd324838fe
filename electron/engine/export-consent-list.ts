import type { Call } from '../contract/table'
import { dayOf } from '../domain/application'
import { composeConsentList, type ListedPicture } from '../domain/consent-list'
import { fileOf, hasPeople, hasPicture } from '../domain/evidence'
import { createWording } from '../domain/wording'
import { application } from './application'
import { bookOptions } from './book'
import { listEvidence } from './evidence'
import { writeFileAside } from './out-file'
import { listPeople } from './people'
import { portfolio } from './portfolio'
import { printList } from './print-list'
import type { Current } from './session'
import { listSubjects } from './subjects'
import type { StartWorker } from './workers'

type Tools = Pick<Current, 'db' | 'intake' | 'edited'> & {
  startWorker: StartWorker
  fonts: string
  clock: () => Date
}

/** Prints the list of consents for the principal. Throws `export.*`, `disk.full`, `cancelled`. */
export function exportConsentList(
  tools: Tools,
  out: string,
  call: Call,
): Promise<{ bytes: number; pages: number }> {
  const { db, intake, startWorker, fonts, clock } = tools
  return writeFileAside(out, async (aside) => {
    await intake.finish(call)
    const pictures = await listPictures(tools)
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
    return printList(startWorker, { list, paper, fonts, out: aside, now: clock().toISOString() }, call)
  })
}

/** Every file in which people are seen or may be, once, with the numbers of all pieces that it belongs to. */
async function listPictures({ db, edited }: Tools): Promise<ListedPicture[]> {
  const found = new Map<string, ListedPicture>()
  for (const { attachments, number, title } of listEvidence(db)) {
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
      // As it is cut where it is attached first: what was cut away is nobody's business here.
      const edit = hasPicture(attachment) ? attachment.edit : ''
      // A picture with something covered in it is made by who covers it; until then it stands here by its number.
      const isShown = hasPicture(attachment) && consent.redaction === ''
      const picture = isShown ? await edited.find({ hash, size: 'thumbnail', edit, page: 1 }) : null
      found.set(hash, { consent, status, numbers, title, picture })
    }
  }
  return [...found.values()]
}
