import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  consentScopes,
  consentStates,
  consentStatus,
  exportPurposes,
  isHeldBack,
  noConsent,
  seenPeople,
  unsaidConsent,
} from '../../electron/domain/consent'
import { startWithPortfolio } from '../support/engine'
import { widthsIn } from '../support/guarded'
import { workersHere } from '../support/media-worker'
import { drawPicture } from '../support/pictures'
import { temporaryFolder } from '../support/temporary'

const place = { section: 'students', strand: 'students.1' } as const
const count = 6

const said = {
  state: fc.constantFrom('' as const, ...consentStates),
  scope: fc.constantFrom('' as const, ...consentScopes),
}
const onePhoto = fc.record({
  people: fc.constantFrom('' as const, ...seenPeople),
  ...said,
  /** In which of the two groups. */
  groups: fc.subarray([0, 1]),
  isLetGo: fc.boolean(),
})
const cases = fc.record({
  photos: fc.array(onePhoto, { minLength: count, maxLength: count }),
  groups: fc.array(fc.record(said), { minLength: 2, maxLength: 2 }),
  purpose: fc.constantFrom(...exportPurposes),
})

describe('the pictures in a book', () => {
  it('are those that may leave, whatever was said of whom', async () => {
    const engine = startWithPortfolio({ startWorker: workersHere })
    const { ask } = engine
    const paths = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        drawPicture(`IMG_${index}.jpg`, { width: 60 + index, height: 40, seed: index }),
      ),
    )
    const { ids } = await ask('addEvidence', { place, title: 'a', files: paths.map((path) => ({ path })) })
    const { attachments } = await ask('evidence', { id: ids[0] ?? '' })
    const files = attachments.flatMap((each) => (each.role === 'photo' ? each.file.hash : []))
    const groups = await Promise.all(['5A', '5B'].map((name) => ask('addSubject', { kind: 'group', name })))
    const out = join(temporaryFolder(), 'book.pdf')

    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        for (const [index, subject] of groups.entries()) {
          await ask('writeSubject', { id: subject.id, ...given.groups[index] })
        }
        for (const [index, { people, state, scope, groups: inside }] of given.photos.entries()) {
          const file = files[index] ?? ''
          await ask('writeConsent', { files: [file], people, state, scope })
          for (const [which, { id: subject }] of groups.entries()) {
            await ask(inside.includes(which) ? 'tieSubject' : 'untieSubject', { files: [file], subject })
          }
        }
        const { purpose } = given
        const knowingly = files.filter((_, index) => given.photos[index]?.isLetGo)
        await ask('exportPortfolio', {
          out: engine.grant(out),
          draft: false,
          only: 'students',
          purpose,
          knowingly,
        })
        const allowed = given.photos.flatMap(({ people, state, scope, groups: inside, isLetGo }, index) => {
          const subjects = inside.map((which) => ({ ...noConsent, ...given.groups[which] }))
          const status = consentStatus({ ...unsaidConsent, people, state, scope }, subjects, {
            purpose,
            isAsked: true,
          })
          return !isHeldBack(status) || (isLetGo && status !== 'withdrawn') ? 60 + index : []
        })
        expect([...widthsIn(out)].sort()).toEqual(allowed)
      }),
      { numRuns: 25 },
    )
  })
})
