import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { expectAccessible, startApp, type App } from '../support/app'
import { fivefold, fivefoldJson } from '../support/command-line'
import { createPortfolio, goToSection, openButton, strand } from '../support/journey'
import { newPortfolio } from '../support/portfolio'
import { withSmallDisk } from '../support/small-disk'
import { temporaryFolder } from '../support/temporary'

async function goToKeeping({ page }: App): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: 'Backup and sharing' }).click()
  await page.getByRole('heading', { name: 'Extra copy' }).waitFor()
}

async function writeAnswer({ page }: App, text: string): Promise<void> {
  await goToSection(page, 'students')
  await strand(page, 'students.1').getByRole('textbox').click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Tab')
  await page.getByText('Saved').first().waitFor()
}

/** Lets the extra copies of a computer be so many days older. */
function ageCopies(home: string, days: number): void {
  const path = join(home, 'profile/settings.json')
  const settings = JSON.parse(readFileSync(path, 'utf8')) as { extraCopies: { madeAt: string }[] }
  for (const copy of settings.extraCopies)
    copy.madeAt = new Date(Date.parse(copy.madeAt) - days * 86_400_000).toISOString()
  writeFileSync(path, JSON.stringify(settings))
}

it('a stick is chosen, copied to, missed, put in again, and opened on another computer', async () => {
  const stick = temporaryFolder()
  const app = await startApp()
  const { page, home } = app
  await createPortfolio(app)
  await writeAnswer(app, 'first')
  await goToKeeping(app)
  const part = page.getByRole('region', { name: 'Extra copy' })
  await part.getByText(/Keep the stick locked away/).waitFor()
  await app.answerOpen([stick])
  await part.getByRole('button', { name: 'Choose a folder…' }).click()
  await page.getByText('The extra copy is up to date.').waitFor()
  await part.getByText(`In “${stick}”`).waitFor()
  await part.getByText(/Everything is in it/).waitFor()
  await part.getByText(/is on the same disk as the portfolio/).waitFor()
  await expectAccessible(page)

  await writeAnswer(app, 'second')
  renameSync(stick, `${stick}-away`)
  await goToKeeping(app)
  await part.getByText(/What you changed since is not in it yet. The folder is not there now/).waitFor()
  await part.getByRole('button', { name: 'Copy now' }).click()
  await page.getByText(/is not there. The portfolio and the copy of before are safe/).waitFor()
  await app.close()

  ageCopies(home, 16)
  const later = await startApp({ home })
  const line = later.page.getByText('The last extra copy is 16 days old. Put the stick in')
  await line.waitFor()
  await expectAccessible(later.page)
  await later.page.getByRole('button', { name: 'Not now' }).click()
  await line.waitFor({ state: 'hidden' })
  renameSync(`${stick}-away`, stick)
  await goToKeeping(later)
  await later.page.getByRole('button', { name: 'Copy now' }).click()
  await later.page.getByText('The extra copy is up to date.').waitFor()
  await later.close()

  const other = await startApp()
  await other.answerOpen([join(stick, readdirSync(stick)[0] ?? '')])
  await other.page.getByRole('button', { name: openButton }).click()
  await other.page.getByRole('heading', { name: 'Where we stand' }).waitFor()
  await goToSection(other.page, 'students')
  await strand(other.page, 'students.1').getByText('second').waitFor()
})

it('the command line copies, says what it did, and refuses what cannot be', () => {
  const dir = newPortfolio()
  const note = join(temporaryFolder(), 'бележка.txt')
  writeFileSync(note, 'важно')
  fivefold(['add', dir, '--to', 'students.1', note])
  const stick = temporaryFolder()
  const made = fivefold(['copy', dir, stick])
  expect(made).toMatchObject({ code: 0, out: 'Мост.fivefold is up to date: 1 new file, 0.0 MB\n' })
  expect(made.err).toMatch(/^Photos that are not to be shown.*\nThis folder is on the same disk/)
  expect(fivefoldJson(['copy', dir, stick])).toEqual({
    folder: stick,
    name: 'Мост.fivefold',
    files: 0,
    bytes: 0,
    leftOut: [],
    besides: null,
    isOnSameDisk: true,
  })
  expect(fivefold(['verify', join(stick, 'Мост.fivefold')]).code).toBe(0)
  fivefold(['answer', join(stick, 'Мост.fivefold'), 'students.1', '--text', 'there'])
  rmSync(join(dir, 'files'), { recursive: true })
  const beside = fivefold(['copy', dir, stick])
  expect(beside.err).toContain('Somebody worked in the copy Мост.fivefold')
  expect(beside.err).toMatch(/^Not copied, not there any more: бележка\.txt \(files\/.*\)$/m)
  expect(fivefold(['copy', dir, join(stick, 'gone')])).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not there') as string,
  })
  expect(fivefold(['copy', dir, dir])).toMatchObject({
    code: 1,
    err: expect.stringContaining('lies in the folder of a portfolio') as string,
  })
  expect(fivefold(['copy', dir]).code).toBe(2)
})

it('a stick without room is told of before anything is written there, and keeps the copy of before', () => {
  const dir = newPortfolio()
  const large = join(temporaryFolder(), 'large.bin')
  writeFileSync(large, Buffer.alloc(30_000_000, 'x'))
  const { out, err } = withSmallDisk(
    '40m',
    `cd "$DISK" && node "$CLI" copy "${dir}" . >&2 && node "$CLI" add "${dir}" --to students.1 "${large}" >/dev/null
     node "$CLI" copy "${dir}" . ; echo "code $?"; node "$CLI" verify Мост.fivefold; echo "code $?"; ls -a Мост.fivefold`,
  )
  expect(err).toMatch(/not enough space in “[^”]+” for the extra copy: it needs \d+ MB, and \d+ MB are free/)
  expect(out).toMatch(/code 1[\s\S]*code 0/)
  expect(out).not.toContain('incoming')
})

it('a stick that becomes full in the middle is told of, and what is on it is the copy of before', () => {
  const dir = newPortfolio()
  const aside = join(temporaryFolder(), 'Aside.fivefold')
  const notes = Array.from({ length: 20 }, (_, index) => join(temporaryFolder(), `бележка ${index}.txt`))
  for (const note of notes) writeFileSync(note, note)
  const words = notes.map((note) => `"${note}"`).join(' ')
  // There is room for so many files and folders, however small they are.
  const { out, err } = withSmallDisk(
    '40m,nr_inodes=16',
    `cd "$DISK" && node "$CLI" copy "${dir}" . >&2 && node "$CLI" add "${dir}" --to students.1 ${words} >/dev/null
     node "$CLI" copy "${dir}" . ; echo "code $?"; cp -r Мост.fivefold "${aside}"; node "$CLI" verify "${aside}"; echo "code $?"`,
  )
  expect(err).toMatch(/“[^”]+” is full, so the extra copy is not up to date/)
  expect(out).toMatch(/code 1[\s\S]*code 0/)
  expect(fivefoldJson(['list', aside])).toEqual([])
})
