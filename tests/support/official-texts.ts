import { existsSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { projectFolder } from './command-line'

/**
 * The official Mission statements, by language. They are not ours to copy, so they are no part of the project: they are
 * read where they lie beside it. Where they do not, our own statements of the same shape stand alone.
 */
export function officialTexts(): { language: string; path: string }[] {
  const folder = resolve(projectFolder, '..', 'shared', 'mission')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({ language: basename(name, '.txt'), path: join(folder, name) }))
}
