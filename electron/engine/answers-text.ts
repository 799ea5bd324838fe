import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '../domain/failure'
import { createMessages } from '../domain/messages'
import { formatCycle } from '../domain/portfolio'
import { planText } from '../domain/plan'
import type { Section, SectionId } from '../domain/section'
import { listAnswers } from './answers'
import type { ReadableDb } from './database'
import { listPlans } from './plan'
import { listSections, portfolio } from './portfolio'
import { errorCode, isDiskFull } from './system-errors'

/**
 * All answers and plans as plain text in the portfolio's language, in the order of the form, for pasting into it.
 * @param only one section, or all of them
 */
function answersText(db: ReadableDb, only: SectionId | null): string {
  const { school, cycle, language } = portfolio(db)
  const say = createMessages(language)
  const answers = listAnswers(db)
  const plans = listPlans(db)
  const sections = listSections(db).filter(({ id }) => only === null || id === only)
  const blocks = [`${school}\n${say('book.title')}, ${formatCycle(cycle)}`, ...sections.map(sectionText)]
  return `${blocks.join('\n\n\n')}\n`

  function sectionText(section: Section): string {
    const title =
      section.number === 0
        ? section.title
        : `${say('book.principle', { number: section.number })}: ${section.title}`
    const strands = section.strands.map(
      ({ id, number, title: claim }) => `${number} ${claim}\n\n${answers.get(id)?.trim() || '–'}`,
    )
    return [
      underlined(title),
      ...strands,
      `${say('book.plan')}\n\n${planText(plans.get(section.id) ?? [], say) || '–'}`,
    ].join('\n\n')
  }
}

function underlined(title: string): string {
  return `${title}\n${'='.repeat(title.length)}`
}

/** Writes the answers into a text file (UTF-8, with the mark by which Windows' editor knows it). Throws `export.*`, `disk.full`. */
export async function exportAnswers(
  db: ReadableDb,
  { out, only }: { out: string; only: SectionId | null },
): Promise<{ name: string; bytes: number }> {
  const name = basename(out)
  const bytes = Buffer.from(`\ufeff${answersText(db, only)}`)
  try {
    await writeFile(out, bytes)
  } catch (error) {
    if (isDiskFull(error)) throw new Failure('disk.full', {}, { cause: error })
    const code = errorCode(error)
    if (code === 'EISDIR') throw new Failure('export.isFolder', { name }, { cause: error })
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new Failure('export.noFolder', { name }, { cause: error })
    throw new Failure('export.notWritable', { name }, { cause: error })
  }
  return { name, bytes: bytes.length }
}
