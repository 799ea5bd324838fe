import type { FileAttachment } from '../../domain/evidence'
import { criterionOf } from '../../domain/criteria'
import type { SampleContent, SampleEvidence } from './content'
import type { Filling } from './filling'
import { idOf, known, placeOf, type Ids } from './names'

/** What the evidence of the sample became: pieces by name, photos by picture. */
export type Made = { evidence: Ids; photos: Ids }

type Ties = { people: Ids; projects: Ids; subjects: Ids }

/** Gathers the evidence of the sample, piece by piece, with all that is said of it. */
export async function fillEvidence(
  content: SampleContent,
  ties: Ties,
  { ask, files, today, progress }: Filling,
): Promise<Made> {
  const { structure, texts } = content
  const evidence = new Map<string, string>()
  const photos = new Map<string, string>()
  await ask('writeSettings', { author: known(texts.people.coordinator, 'coordinator').name })

  for (const [index, piece] of structure.evidence.entries()) {
    const { title } = known(texts.evidence[piece.id], piece.id)
    progress({ done: index, total: structure.evidence.length, step: title })
    await add(piece)
  }
  progress({ done: structure.evidence.length, total: structure.evidence.length })
  return { evidence, photos }

  async function add(piece: SampleEvidence): Promise<void> {
    const { title, shows, note } = known(texts.evidence[piece.id], piece.id)
    const [first, ...others] = piece.places.map(placeOf)
    const added = await ask('addEvidence', {
      place: first ?? null,
      title,
      shows,
      ...(note === '' ? {} : { note }),
      date: piece.date,
      dateUntil: piece.dateUntil,
      links: piece.links.map(({ url }) => url),
      files: (await filesOf(piece, title)).map((path) => ({ path })),
      each: false,
    })
    const id = known(added.ids[0], piece.id)
    evidence.set(piece.id, id)
    await ask('writeEvidence', { id, kind: piece.kind, level: piece.level })
    for (const place of others) await ask('placeEvidence', { id, place })
    await tie(id, piece)
    await describe(id, piece)
    if (piece.isRemoved) await ask('removeEvidence', { ids: [id] })
  }

  async function filesOf(piece: SampleEvidence, title: string): Promise<string[]> {
    const paths: string[] = []
    for (const [index, photo] of piece.photos.entries()) {
      const name = piece.photos.length > 1 ? `${title} ${index + 1}` : title
      paths.push(await files.photo(name, photo))
    }
    for (const { kind, id } of piece.documents) paths.push(await files.document(kind, id))
    return paths
  }

  async function tie(id: string, { people, projects, tags }: SampleEvidence): Promise<void> {
    const all = [
      ...people.map((name) => ({ to: 'people' as const, value: idOf(ties.people, name) })),
      ...projects.map((name) => ({ to: 'projects' as const, value: idOf(ties.projects, name) })),
      ...tags.map((tag) => ({
        to: 'tags' as const,
        value: criterionOf(tag) ?? known(texts.tags[tag], tag),
      })),
    ]
    for (const each of all) await ask('changeEvidence', { ids: [id], tie: each })
  }

  /** What is said of each file and link, in the order in which they came. */
  async function describe(id: string, piece: SampleEvidence): Promise<void> {
    const { attachments } = await ask('evidence', { id })
    const isPhoto = (each: (typeof attachments)[number]) => each.role === 'photo'
    const ofPhotos = attachments.filter(isPhoto) as FileAttachment[]
    for (const [index, photo] of piece.photos.entries()) {
      await describePhoto(known(ofPhotos[index], photo.picture), photo)
    }
    const ofDocuments = attachments.filter(({ role }) => role === 'document')
    for (const [index, { id: document, annex }] of piece.documents.entries()) {
      const { name } = known(texts.documents[document], document)
      await ask('writeAttachment', { id: known(ofDocuments[index], document).id, caption: name, annex })
    }
    const ofLinks = attachments.filter(({ role }) => role === 'link')
    for (const [index, { checkedOn, copy }] of piece.links.entries()) {
      const attachment = known(ofLinks[index], piece.id).id
      const caption = known(texts.links[piece.id], piece.id)
      await ask('writeAttachment', {
        id: attachment,
        caption,
        checkedOn: checkedOn === 'today' ? today : checkedOn,
      })
      if (copy === undefined) continue
      const path = await files.photo(caption, { picture: copy, taken: '' })
      await ask('keepCopy', { attachment, files: [{ path }] })
      const kept = (await ask('evidence', { id })).attachments.find((each) => each.id === attachment)
      if (kept?.role !== 'link' || !kept.copy) throw new Error('a copy of a link was not kept')
      await ask('writeConsent', { files: [kept.copy.file.hash], people: 'none' })
    }
  }

  async function describePhoto(
    { id, file }: FileAttachment,
    { picture, covered, consent }: SampleEvidence['photos'][number],
  ): Promise<void> {
    if (!photos.has(picture)) photos.set(picture, id)
    await ask('writeAttachment', { id, ...known(texts.pictures[picture], picture) })
    if (consent) {
      const { subjects, ...said } = consent
      await ask('writeConsent', { files: [file.hash], ...said })
      for (const name of subjects) {
        await ask('tieSubject', { files: [file.hash], subject: idOf(ties.subjects, name) })
      }
    }
    if (covered !== undefined)
      await ask('writeRedaction', { file: file.hash, regions: covered, isEnough: true })
  }
}
