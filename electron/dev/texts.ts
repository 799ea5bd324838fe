import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { languages, type Language } from '../domain/portfolio'
import { projectFolder } from './places'
import { PlainFailure } from './say'

/*
 * What must hold for the texts in six languages: every key in every language, every message well formed, with the
 * words and the plural forms that it needs, and none that nothing says.
 */

const resourcesFolder = join(projectFolder, 'resources')

/** The texts of one language by file and key. */
type Texts = ReadonlyMap<string, Readonly<Record<string, string>>>

/** Stops with one line a fault when the texts are not whole. */
export function requireTexts(): void {
  const faults = [...messageFaults(join(resourcesFolder, 'messages')), ...missionFaults(), ...unusedKeys()]
  if (faults.length > 0) throw new PlainFailure(`The texts are not whole:\n${faults.join('\n')}`)
}

/**
 * Compares every language with English.
 * @param folder holds a folder for each language, with one JSON file a topic
 * @returns one line a fault, none when all is well
 */
export function messageFaults(folder: string): string[] {
  const english = readTexts(folder, 'en')
  return languages.flatMap((language) => {
    const texts = readTexts(folder, language)
    const strange = [...texts].flatMap(([file, messages]) =>
      Object.keys(messages)
        .filter((key) => english.get(file)?.[key] === undefined)
        .map((key) => `${language}/${file}: ${key} is not in English`),
    )
    const faults = [...english].flatMap(([file, messages]) =>
      Object.entries(messages).flatMap(([key, original]) =>
        messageFault(texts.get(file)?.[key], original, language).map(
          (fault) => `${language}/${file}: ${key} ${fault}`,
        ),
      ),
    )
    return [...strange, ...faults]
  })
}

function readTexts(folder: string, language: Language): Texts {
  const own = join(folder, language)
  const files = existsSync(own) ? readdirSync(own) : []
  return new Map(
    files.map((file) => [file, JSON.parse(readFileSync(join(own, file), 'utf8')) as Record<string, string>]),
  )
}

function messageFault(message: string | undefined, original: string, language: Language): string[] {
  if (message === undefined) return ['is missing']
  if (message.trim() === '' && original.trim() !== '') return ['is empty']
  if (message !== message.normalize('NFC')) return ['is not in composed letters (NFC)']
  let elements: MessageFormatElement[]
  try {
    elements = parse(message, { ignoreTag: true })
  } catch (error) {
    return [`is malformed: ${String(error)}`]
  }
  const words = wordsOf(elements)
  const wanted = wordsOf(parse(original, { ignoreTag: true }))
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const lacking = pluralsOf(elements).flatMap(({ options }) => needed.filter((form) => !(form in options)))
  return [
    ...(words.join() === wanted.join() ? [] : [`fills {${words.join()}} and not {${wanted.join()}}`]),
    ...(lacking.length === 0 ? [] : [`lacks the plural ${[...new Set(lacking)].join(', ')}`]),
  ]
}

/** The names that a message fills, sorted. */
function wordsOf(elements: readonly MessageFormatElement[]): string[] {
  return [...new Set(elements.flatMap(wordsIn))].sort()
}

function wordsIn(element: MessageFormatElement): string[] {
  if (element.type === TYPE.literal || element.type === TYPE.pound) return []
  if (element.type === TYPE.tag) return wordsOf(element.children)
  const inner =
    'options' in element ? Object.values(element.options).flatMap(({ value }) => wordsOf(value)) : []
  return [element.value, ...inner]
}

type Plural = Extract<MessageFormatElement, { type: TYPE.plural }>

function pluralsOf(elements: readonly MessageFormatElement[]): Plural[] {
  return elements.flatMap((element) => {
    if (!('options' in element)) return []
    const inner = Object.values(element.options).flatMap(({ value }) => pluralsOf(value))
    return element.type === TYPE.plural ? [element, ...inner] : inner
  })
}

type MissionFile = {
  sections: {
    id: string
    title: string
    shortTitle: string
    claim: string
    prompts: string[]
    example: string
    strands: { id: string; title: string; question: string }[]
  }[]
}

/** The longest short title that fits the rail, in characters. */
const longestShortTitle = 22

/** The sections in every language: the same ids as in English, 8 to 12 prompts, an example, nothing empty. */
function missionFaults(): string[] {
  const read = (language: Language) =>
    JSON.parse(readFileSync(join(resourcesFolder, 'mission', `${language}.json`), 'utf8')) as MissionFile
  const ids = ({ sections }: MissionFile) =>
    sections.flatMap(({ id, strands }) => [id, ...strands.map((strand) => strand.id)]).join()
  const english = ids(read('en'))
  return languages.flatMap((language) => {
    const mission = read(language)
    const faults = mission.sections.flatMap(({ id, title, shortTitle, claim, prompts, example, strands }) => {
      const texts = [
        title,
        shortTitle,
        claim,
        example,
        ...prompts,
        ...strands.flatMap((s) => [s.title, s.question]),
      ]
      return [
        ...(texts.every((text) => text.trim() !== '') ? [] : [`${id} has an empty text`]),
        ...(prompts.length >= 8 && prompts.length <= 12 ? [] : [`${id} has ${prompts.length} prompts`]),
        ...(shortTitle.length <= longestShortTitle ? [] : [`${id} has a long short title`]),
      ]
    })
    const structure = ids(mission) === english ? [] : ['has other sections or strands than English']
    return [...structure, ...faults].map((fault) => `mission/${language}.json: ${fault}`)
  })
}

/** English keys that no source says: neither as a word of its own nor as a template such as `plan.${column}`. */
function unusedKeys(): string[] {
  const sources = ['electron', 'renderer'].flatMap((name) => sourcesIn(join(projectFolder, name)))
  const said = new Set(sources.flatMap((source) => [...source.matchAll(/'([\w.]+)'/g)].map(([, key]) => key)))
  const templates = sources.flatMap((source) =>
    [...source.matchAll(/`(\w+(?:\.[\w]+)*\.?(?:\$\{[^`]*?\}[\w.]*)+)`/g)].map(([, text = '']) =>
      patternOf(text),
    ),
  )
  const keys = [...readTexts(join(resourcesFolder, 'messages'), 'en').values()].flatMap(Object.keys)
  return keys
    .filter((key) => !said.has(key) && !templates.some((template) => template.test(key)))
    .map((key) => `en: nothing says ${key}`)
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', String.raw`\.`))
  return new RegExp(`^${parts.join(String.raw`[\w.-]+`)}$`)
}
