import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { Failure } from '../../electron/domain/failure'
import type { Place } from '../../electron/domain/section'
import type { Copy } from './copies'
import { temporaryFolder } from './temporary'

/*
 * Work of all kinds on a portfolio, as a person might do it: real requests, on what is there. What cannot be done, since it is gone by
 * then, is not done.
 */

type Work = (
  copy: Copy,
  pick: <Value>(values: readonly Value[]) => Value | undefined,
  word: string,
) => Promise<unknown>

const strands = ['students.1', 'students.2', 'leadership.1'] as const
const places: readonly (Place | null)[] = [
  { section: 'students', strand: 'students.1' },
  { section: 'students', strand: null },
  { section: 'leadership', strand: 'leadership.1' },
  null,
]

/** A picture of 1 px, and yet another one each time. */
function pictureFile(number: number): { path: string } {
  const path = join(temporaryFolder(), `IMG_${number}.png`)
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  writeFileSync(path, Buffer.concat([pixel, Buffer.from([number])]))
  return { path }
}

async function evidenceIds({ ask }: Copy): Promise<string[]> {
  return (await ask('listEvidence', {})).map(({ id }) => id)
}

async function filesOf({ ask }: Copy): Promise<{ id: string; hash: string }[]> {
  const evidence = await ask('listEvidence', {})
  return evidence.flatMap(({ attachments }) =>
    attachments.flatMap((each) => (each.role === 'link' ? [] : { id: each.id, hash: each.file.hash })),
  )
}

async function ownStrands({ ask }: Copy): Promise<string[]> {
  const { sections } = await ask('portfolio', {})
  return sections.flatMap((section) => section.strands.filter(({ isOwn }) => isOwn).map(({ id }) => id))
}

const some = (value: string | undefined): string => value ?? 'nothing'

const works: Readonly<Record<string, Work>> = {
  answer: ({ ask }, pick, text) => ask('writeAnswer', { strand: some(pick(strands)), text }),
  secondAnswer: ({ ask }, pick, text) => ask('writeSecondAnswer', { strand: some(pick(strands)), text }),
  note: ({ ask }, pick, note) => ask('addEvidence', { place: pick(places) ?? null, note }),
  file: ({ ask }, pick) =>
    ask('addEvidence', { place: pick(places) ?? null, files: [pictureFile(pick([1, 2, 3, 4]) ?? 1)] }),
  attach: async (copy, pick) =>
    copy.ask('attachFiles', {
      evidence: some(pick(await evidenceIds(copy))),
      files: [pictureFile(pick([1, 2, 3, 4]) ?? 1)],
    }),
  title: async (copy, pick, title) =>
    copy.ask('writeEvidence', { id: some(pick(await evidenceIds(copy))), title }),
  facts: async (copy, pick) =>
    copy.ask('writeEvidence', {
      id: some(pick(await evidenceIds(copy))),
      kind: pick(['minutes', 'photo']) as never,
    }),
  caption: async (copy, pick, caption) =>
    copy.ask('writeAttachment', { id: some(pick(await filesOf(copy))?.id), caption }),
  order: async (copy, pick) =>
    copy.ask('moveAttachment', { id: some(pick(await filesOf(copy))?.id), position: 0 }),
  detach: async (copy, pick) => copy.ask('detach', { attachment: some(pick(await filesOf(copy))?.id) }),
  place: async (copy, pick) =>
    copy.ask('placeEvidence', { id: some(pick(await evidenceIds(copy))), place: pick(places) ?? places[0]! }),
  unplace: async (copy, pick) => {
    const piece = pick(await copy.ask('listEvidence', {}))
    const place = pick(piece?.places ?? [])
    return piece && place && copy.ask('unplaceEvidence', { id: piece.id, place })
  },
  tag: async (copy, pick) =>
    copy.ask('changeEvidence', {
      ids: [some(pick(await evidenceIds(copy)))],
      tie: { to: 'tags', value: pick(['A', 'B']) ?? 'A' },
    }),
  untag: async (copy, pick) =>
    copy.ask('changeEvidence', {
      ids: [some(pick(await evidenceIds(copy)))],
      untie: { from: 'tags', value: pick(['A', 'B']) ?? 'A' },
    }),
  remove: async (copy, pick) => copy.ask('removeEvidence', { ids: [some(pick(await evidenceIds(copy)))] }),
  restore: async (copy, pick) =>
    copy.ask('restoreEvidence', { ids: [some(pick(await copy.ask('listTrash', {}))?.id)] }),
  emptyTrash: ({ ask }) => ask('emptyTrash', {}),
  person: ({ ask }, _pick, name) => ask('addPerson', { name }),
  role: async ({ ask }, pick, role) =>
    ask('writePerson', { id: some(pick(await ask('listPeople', {}))?.id), role }),
  leave: async ({ ask }, pick) => ask('removePerson', { id: some(pick(await ask('listPeople', {}))?.id) }),
  tie: async (copy, pick) =>
    copy.ask('changeEvidence', {
      ids: [some(pick(await evidenceIds(copy)))],
      tie: { to: 'people', value: some(pick(await copy.ask('listPeople', {}))?.id) },
    }),
  signatory: async ({ ask }, pick) =>
    ask('writeApplication', { signatory: pick(await ask('listPeople', {}))?.id ?? null }),
  goal: ({ ask }, _pick, goal) => ask('addPlanRow', { section: 'students', goal }),
  plan: async ({ ask }, pick, text) =>
    ask('writePlanRow', {
      id: some(pick((await ask('section', { section: 'students' })).plan)?.id),
      column: pick(['goal', 'who'] as const) ?? 'goal',
      text,
    }),
  planOrder: async ({ ask }, pick) =>
    ask('movePlanRow', {
      id: some(pick((await ask('section', { section: 'students' })).plan)?.id),
      position: 0,
    }),
  removeGoal: async ({ ask }, pick) =>
    ask('removePlanRow', { id: some(pick((await ask('section', { section: 'students' })).plan)?.id) }),
  claim: ({ ask }, _pick, title) => ask('addStrand', { section: 'students', title }),
  claimText: async (copy, pick, question) =>
    copy.ask('writeStrand', { strand: some(pick(await ownStrands(copy))), question }),
  claimAnswer: async (copy, pick, text) =>
    copy.ask('writeAnswer', { strand: some(pick(await ownStrands(copy))), text }),
  claimPlace: async (copy, pick) =>
    copy.ask('placeEvidence', {
      id: some(pick(await evidenceIds(copy))),
      place: { section: 'students', strand: some(pick(await ownStrands(copy))) },
    }),
  removeClaim: async (copy, pick) => copy.ask('removeStrand', { strand: some(pick(await ownStrands(copy))) }),
  comment: ({ ask }, pick, text) => ask('addComment', { target: { strand: some(pick(strands)) }, text }),
  settle: async ({ ask }, pick) =>
    ask('settleComment', { id: some(pick(await ask('listOpenComments', {}))?.id), isDone: true }),
  removeComment: async ({ ask }, pick) =>
    ask('removeComment', { id: some(pick(await ask('listOpenComments', {}))?.id) }),
  subject: ({ ask }, _pick, name) => ask('addSubject', { kind: 'group', name }),
  inPicture: async (copy, pick) =>
    copy.ask('tieSubject', {
      files: [some(pick(await filesOf(copy))?.hash)],
      subject: some(pick(await copy.ask('listSubjects', {}))?.id),
    }),
  consent: async (copy, pick) =>
    copy.ask('writeConsent', {
      files: [some(pick(await filesOf(copy))?.hash)],
      people: pick(['none', 'adults', 'recognisable'] as const) ?? 'none',
      state: pick(['held', 'missing'] as const) ?? 'held',
    }),
  groupConsent: async ({ ask }, pick) =>
    ask('writeSubject', {
      id: some(pick(await ask('listSubjects', {}))?.id),
      state: pick(['held', 'missing'] as const) ?? 'held',
    }),
  withdraw: async (copy, pick) => copy.ask('withdraw', { file: some(pick(await filesOf(copy))?.hash) }),
  withdrawGroup: async ({ ask }, pick) =>
    ask('withdraw', { subject: some(pick(await ask('listSubjects', {}))?.id) }),
  cover: async (copy, pick) =>
    copy.ask('writeRedaction', {
      file: some(pick(await filesOf(copy))?.hash),
      regions: pick(['bp_0_0_500_500', 'bc_100_100_900_900', '']) ?? '',
      isEnough: pick([true, false]) ?? false,
    }),
  aside: ({ ask }, pick) => ask('setAside', { findings: [pick(['x', 'y']) ?? 'x'] }),
  school: ({ ask }, pick) =>
    ask('writeApplication', { registeredOn: pick(['2020', '2021', '2022']) ?? '2020' }),
  undo: ({ ask }) => ask('undo', {}),
  redo: ({ ask }) => ask('redo', {}),
}

/** One thing to be done: which, with what of what is there, and after how long. */
export type Step = { work: string; picks: number[]; wait: number }

export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      work: fc.constantFrom(...Object.keys(works)),
      picks: fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }),
      wait: fc.constantFrom(0, 1, 30_000, 120_000),
    }),
    { maxLength: most },
  )

let words = 0

/** Does them one after the other. */
export async function workOn(copy: Copy, list: readonly Step[]): Promise<void> {
  for (const { work, picks, wait } of list) {
    copy.wait(wait)
    let next = 0
    const pick = <Value>(values: readonly Value[]): Value | undefined => {
      const number = picks[next % picks.length] ?? 0
      next += 1
      return values[number % Math.max(1, values.length)]
    }
    words += 1
    try {
      await works[work]?.(copy, pick, `${work} ${words}`)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  }
}
