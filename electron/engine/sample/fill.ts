import { sectionIds } from '../../domain/section'
import type { SampleContent } from './content'
import { fillEvidence, type Made } from './fill-evidence'
import type { Filling } from './filling'
import { idOf, known, type Ids } from './names'

/** Fills a new portfolio with the sample, in the order in which a school would. */
export async function fillSample(content: SampleContent, filling: Filling): Promise<void> {
  const { structure, texts } = content
  const people = await addPeople(content, filling)
  const projects = await addProjects(content, filling)
  const subjects = await addSubjects(content, filling)
  await writeApplication(content, people, filling)
  const made = await fillEvidence(content, { people, projects, subjects }, filling)
  await writeAnswers(content, made, filling)
  for (const section of sectionIds) {
    for (const row of texts.plans[section] ?? []) await filling.ask('addPlanRow', { section, ...row })
    const responsible = structure.responsible[section]
    if (responsible === undefined) continue
    await filling.ask('writeResponsible', { section, person: idOf(people, responsible) })
  }
  await addComments(content, made, filling)
  await filling.ask('writeWording', { introduction: texts.introduction, ...texts.wording })
  await filling.ask('writeBookOptions', { coverPhoto: idOf(made.photos, structure.cover) })
  const logo = await filling.files.photo(texts.school, { picture: structure.logo, taken: '' })
  await filling.ask('keepLogo', { files: [{ path: logo }] })
}

async function addPeople({ structure, texts }: SampleContent, { ask }: Filling): Promise<Ids> {
  const ids = new Map<string, string>()
  for (const { id, isActive } of structure.people) {
    const person = await ask('addPerson', known(texts.people[id], id))
    ids.set(id, person.id)
    if (!isActive) await ask('writePerson', { id: person.id, isActive })
  }
  return ids
}

async function addProjects({ structure, texts }: SampleContent, { ask }: Filling): Promise<Ids> {
  const ids = new Map<string, string>()
  for (const { id, labels, countries, ...facts } of structure.projects) {
    const project = await ask('addProject', { title: known(texts.projects[id], id) })
    ids.set(id, project.id)
    await ask('writeProject', {
      id: project.id,
      ...facts,
      countries: countries.filter((country) => country !== texts.country),
      labels: labels.map((label) => ({ ...label, name: label.kind === 'prize' ? texts.prize : '' })),
    })
  }
  return ids
}

async function addSubjects({ structure, texts }: SampleContent, { ask }: Filling): Promise<Ids> {
  const ids = new Map<string, string>()
  for (const { id, kind, ...consent } of structure.subjects) {
    const subject = await ask('addSubject', { kind, name: known(texts.subjects[id], id) })
    ids.set(id, subject.id)
    await ask('writeSubject', { id: subject.id, ...consent })
  }
  return ids
}

async function writeApplication(
  { structure, texts }: SampleContent,
  people: Ids,
  { ask }: Filling,
): Promise<void> {
  const { signatory, ...facts } = structure.application
  await ask('writeApplication', {
    ...facts,
    signatory: idOf(people, signatory),
    deadline: structure.deadline,
    declarationPlace: texts.place,
    consentRules: texts.consentRules,
    usesCriteria: true,
  })
}

async function writeAnswers(
  { structure, texts }: SampleContent,
  made: Made,
  { ask }: Filling,
): Promise<void> {
  const cited = (text: string) =>
    text.replace(/\]\(evidence:([a-z]+)\)/g, (_, name: string) => `](evidence:${idOf(made.evidence, name)})`)
  for (const [strand, { name, text }] of Object.entries(texts.older)) {
    await ask('writeAnswer', { strand, text })
    await ask('keepVersion', { strand, edition: 'first', name })
  }
  for (const [strand, text] of Object.entries(texts.answers)) {
    await ask('writeAnswer', { strand, text: cited(text), typing: strand })
  }
  for (const [strand, text] of Object.entries(texts.second)) {
    await ask('writeSecondAnswer', { strand, text: cited(text) })
  }
  for (const strand of structure.agreed) await ask('agreeAnswers', { strand })
}

/** Each signed by whoever wrote it. */
async function addComments({ structure, texts }: SampleContent, made: Made, { ask }: Filling): Promise<void> {
  for (const [index, { strand, evidence, by, isDone }] of structure.comments.entries()) {
    await ask('writeSettings', { author: known(texts.people[by], by).name })
    const target = strand === undefined ? { evidence: idOf(made.evidence, evidence ?? '') } : { strand }
    const { id } = await ask('addComment', { target, text: known(texts.comments[index], `comment ${index}`) })
    if (isDone) await ask('settleComment', { id, isDone })
  }
  await ask('writeSettings', { author: known(texts.people.coordinator, 'coordinator').name })
}
