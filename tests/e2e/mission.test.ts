import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { splitMission } from '../../electron/domain/mission-text'
import { dropFiles, expectAccessible, startApp } from '../support/app'
import { projectFolder } from '../support/command-line'
import { encode, writeDocx, writeOdt, writePdf } from '../support/documents'
import { createPortfolio } from '../support/journey'
import { officialTexts } from '../support/official-texts'
import { temporaryFolder } from '../support/temporary'

const statement = (language: string) =>
  readFileSync(join(projectFolder, 'tests/files/mission', `${language}.txt`), 'utf8').normalize('NFC')

const paragraphs = (language: string) => {
  const { introduction, principles } = splitMission(statement(language))
  return [introduction, ...Object.values(principles).flatMap(({ heading, text }) => [heading, text])]
}

function write(name: string, content: string | Buffer): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

describe('the Mission statement', () => {
  it('is taken in from files of every kind, looked through and kept, or refused in one sentence', async () => {
    const app = await startApp()
    const { page } = app
    await createPortfolio(app)
    await page.getByRole('navigation').getByText('Application').click()
    await page.getByRole('button', { name: 'Take in the Mission statement…' }).click()

    const good = [
      await writePdf(paragraphs('bg'), 'Мисия.pdf'),
      await writeDocx(paragraphs('ro')),
      await writeOdt(paragraphs('et')),
      write('Misyon.txt', encode(statement('tr'), 'windows-1254')),
      write('Мисия.txt', encode(statement('bg'), 'windows-1251')),
      write('Missie.md', statement('nl')),
      ...officialTexts().map(({ path }) => path),
    ]
    for (const path of good) {
      await dropFiles(page, '.source', [path])
      await page.getByText('All five principles were found').waitFor()
      await page.getByRole('button', { name: 'Begin again' }).click()
    }

    const refused: [string, RegExp][] = [
      [await writeOdt(['x'], { isLocked: true }), /is protected with a password/],
      [write('scan.pdf', '%PDF-1.4\nbroken'), /cannot be read as a text/],
      [write('empty.txt', ''), /“empty.txt” is empty/],
      [write('list.txt', 'Glue, paper, pens.'), /No Mission statement was recognised/],
      [write('book.txt', 'Училище. '.repeat(100_000)), /is too long for a Mission statement/],
    ]
    for (const [path, sentence] of refused) {
      await dropFiles(page, '.source', [path])
      await page.getByText(sentence).waitFor()
    }
    await expectAccessible(page)

    await dropFiles(page, '.source', [good[0] ?? ''])
    await page.getByRole('button', { name: 'Keep these texts' }).click()
    await page.getByText('The official wording is kept').first().waitFor()
    await page.getByRole('status').getByRole('button', { name: /Undo/ }).click()
    await page.getByText('Nothing is taken in yet.').waitFor()
  })
})
