import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pseudoMessage } from '../../electron/dev/pseudo'
import { languageName } from '../../electron/domain/language'
import { createMessages, type MessageKey, type MessageWords } from '../../electron/domain/messages'
import { missionSections } from '../../electron/domain/mission'
import { splitMission } from '../../electron/domain/mission-text'
import { countries, languages, type Language } from '../../electron/domain/portfolio'
import { en } from '../../electron/domain/texts/en'
import { dropFiles, expectAccessible, startApp, type App } from '../support/app'
import { fivefold, pdfText, projectFolder, run } from '../support/command-line'
import { addTogether, somePhotos } from '../support/journey'
import { clippedOf, textsOf, unmarked } from '../support/reading'
import { keepPicture } from '../support/screens'
import { temporaryFolder } from '../support/temporary'

/*
 * The whole way of a coordinator, from the first start to the PDF, in each language and in the pseudo-locale. The user's
 * own words are Greek throughout, so that every Latin or Cyrillic word on the screen comes from the app.
 */

const system: Record<Language, string> = {
  en: 'en_IE',
  tr: 'tr_TR',
  et: 'et_EE',
  ro: 'ro_RO',
  bg: 'bg_BG',
  nl: 'nl_NL',
}
const words = {
  school: 'Σχολείο Γέφυρα',
  answer: 'Οι μαθητές παρουσιάζουν τα έργα τους κάθε Σεπτέμβριο.',
  goal: 'Πρεσβευτές σε κάθε τάξη',
  person: 'Μαρία Ιωάννου',
  title: 'Ημέρα ανοιχτών θυρών',
  project: 'Ποτάμια της Ευρώπης',
}

type Say = (key: MessageKey, filled?: MessageWords) => string

/** Looks at a screen once it stands: nobody may be shut out of it, and nothing may be cut off. */
type Look = (name: string) => Promise<void>

/**
 * Goes the whole way; `look` is called on every screen. Gives the PDF's path.
 * @param statement the Mission statement to take in, or null to write none
 */
async function wholeWay(app: App, say: Say, look: Look, statement: string | null): Promise<string> {
  const { page } = app
  const button = (key: MessageKey, filled?: MessageWords) =>
    page.getByRole('button', { name: say(key, filled) }).first()
  const rail = (key: MessageKey) =>
    page.getByRole('navigation').locator('button[data-hue=none]', { hasText: say(key) })
  const section = (at: number) =>
    page.getByRole('navigation').locator('button[data-hue]:not([data-hue=none])').nth(at)

  await page.getByRole('heading', { level: 1, name: 'Fivefold' }).waitFor()
  await look('home')
  await button('home.choice.own').click()
  await page.getByLabel(say('facts.school')).fill(words.school)
  await look('new school')
  await page.locator('.look-up-trigger').click()
  const offered = page.locator('.look-up-list [role=option]')
  await offered.first().waitFor()
  await look('countries')
  await offered.nth(3).click()
  await button('new.next').click()
  await page.getByRole('heading', { name: say('new.language.title') }).waitFor()
  await look('new language')
  await button('new.next').click()
  await page.getByRole('heading', { name: say('new.place.title') }).waitFor()
  await look('new place')
  await button('new.make').click()
  await page.getByRole('heading', { level: 1, name: say('overview.title') }).waitFor()
  await look('overview empty')

  await section(3).click()
  await page.locator('[data-strand="students.2"]').waitFor()
  await page.locator('summary', { hasText: say('ideas.title') }).click()
  await look('section')
  await page.locator('[data-strand="students.2"] .rich-text').fill(words.answer)
  await dropFiles(page, '[data-strand="students.2"]', await somePhotos(2))
  await page.getByText(say('gather.how')).waitFor()
  await look('what comes in')
  await addTogether(page)
  await page.locator('#evidence-title').fill(words.title)
  await page.getByText(say('strand.answerSaved')).waitFor()
  await page.locator('#evidence-date').fill('4. 9. 2024')
  await page.getByText(say('detail.outsideWindow', { period: '' }).slice(0, 20)).waitFor()
  await look('evidence details')
  await page.getByRole('tab', { name: say('section.plan') }).click()
  await button('plan.add').click()
  await page.getByLabel(say('plan.goal.of', { row: 1 })).fill(words.goal)
  await look('plan')
  await page.getByRole('tab', { name: say('section.wording') }).click()
  await button('form.addClaim').click()
  await page.locator('[id^=claim-][id$=-title]').last().fill(words.title)
  await button('form.hide').click()
  await page.getByText(say('form.hidden.lede')).waitFor()
  await look('wording')

  await rail('rail.evidence').click()
  await page.locator('[data-evidence]').first().click()
  await look('evidence')

  await rail('rail.people').click()
  await page.getByRole('heading', { level: 1, name: say('rail.people') }).waitFor()
  await look('people')
  await page.locator('#new-person').fill(words.person)
  await button('people.add').click()
  await page.getByText(say('people.added', { name: words.person })).waitFor()
  await page.locator('#new-project').fill(words.project)
  await button('projects.add').click()
  await button('projects.label.add').click()
  await page.getByLabel(say('projects.label.day')).waitFor()
  await look('people and projects')

  await rail('rail.consent').click()
  await button('consent.sayNext').waitFor()
  await look('privacy')
  await page.locator('#new-subject').fill(words.project)
  await button('consent.subject.add').click()
  await page.locator('[id^=subject-][id$=-state]').selectOption('withdrawn')
  await page.locator('[data-state=withdrawn]').waitFor()
  await look('privacy of a group')
  await button('consent.sayNext').click()
  await page.locator('#light-people-unsaid').waitFor()
  await look('who can be seen')
  await page.keyboard.press('Escape')
  await rail('rail.evidence').click()
  await page.locator('[data-evidence]').first().click()
  await button('consent.batch.open', { count: 2 }).click()
  await page.locator('#batch-state').selectOption('held')
  await look('who can be seen in many')
  await page.keyboard.press('Escape')

  await rail('rail.application').click()
  await page.getByRole('heading', { level: 1, name: say('application.title') }).waitFor()
  await page.locator('#registered').fill('2020')
  await page.locator('#teachers').fill('many')
  await page.locator('#declaration-text').focus()
  await page.getByText(say('application.number.wrong')).waitFor()
  await page.locator('#teachers').fill('4')
  await page.getByText(say('rule.met')).nth(1).waitFor()
  await look('application')
  await button('application.mission.go').click()
  await page.locator('#pasted').fill('Ψωμί, γάλα, αυγά.')
  await button('mission.split').click()
  await page.getByText(say('failure.mission.notOne')).waitFor()
  await look('mission refused')
  if (statement === null) {
    await button('mission.byHand').click()
    await page.locator('#look-through').waitFor()
    await look('mission by hand')
  } else {
    await page.locator('#pasted').fill(statement)
    await button('mission.split').click()
    await page.getByText(say('mission.foundAll')).waitFor()
    await look('mission found')
    await button('mission.keep').click()
    await page.getByText(say('mission.kept')).first().waitFor()
  }

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: say('search.title') }).fill(words.person)
  await page.locator('.search-dialog [role=option]').first().waitFor()
  await look('search')
  await page.keyboard.press('Escape')
  await rail('rail.overview').click()
  await page.getByText(say('rule.registered', { need: 2 })).waitFor()
  await look('overview')
  await rail('check.title').click()
  await page.getByRole('heading', { name: say('check.grade.blocks') }).waitFor()
  await look('check')
  await page.locator('[id="check-answer.empty"] [aria-expanded]').click()
  await page.locator('[data-finding] .quiet').first().click()
  await page.locator('#left-aside').click()
  await look('check opened')
  await page.locator('[id="check-plan.missing"]').getByText(say('check.through')).click()
  await page.getByText(say('check.walk.back')).waitFor()
  await look('check walked')
  await rail('rail.export').click()
  await look('export')
  const out = join(temporaryFolder(), 'Βιβλίο.pdf')
  await app.answerSave(out)
  await button('export.save').click()
  await page.getByRole('dialog').waitFor()
  await look('photos that nobody looked through')
  await button('guard.ask.go').click()
  await page
    .getByText(say('export.done', { name: 'Βιβλίο.pdf' }))
    .first()
    .waitFor()
  await look('exported')
  await button('submission.keep').click()
  const handingIn = page.getByRole('dialog', { name: say('submission.dialog.title') })
  await handingIn.waitFor()
  await look('handing in')
  await handingIn.getByRole('button', { name: say('submission.keepNow') }).click()
  await page.getByRole('heading', { level: 1, name: say('submission.title') }).waitFor()
  await section(3).click()
  await page.locator('[data-strand="students.2"] .rich-text').fill(words.goal)
  await page
    .locator('[data-strand="students.2"]')
    .getByRole('button', { name: say('submission.mark') })
    .click()
  await page.locator('ins').first().waitFor()
  await button('submission.files.all', { count: 7 }).click()
  await look('handed in')
  return out
}

/** What every language writes alike: names, file types, sizes, parts of dates. */
const sharedWords =
  /^(Fivefold|Ctrl|eTwinning|eSafety|PDF|A4|Letter|JPG|IMG|txt|md|docx|odt|pdf|kB|MB|School Label|Erasmus)$/i

describe('every menu, screen and page', () => {
  it.each(languages)(
    'speaks %s, from the system’s language at the first start to the PDF',
    async (language) => {
      const app = await startApp({ locale: system[language] })
      const { page } = app
      const say = createMessages(language)
      // English texts whose translation is another: none of them may be left over.
      const english = new Set(
        (Object.keys(en) as MessageKey[])
          .filter((key) => !en[key].includes('{') && createMessages(language)(key) !== en[key])
          .map((key) => en[key]),
      )
      const ownMission = JSON.stringify(missionSections(language))
      for (const { title, claim, prompts, strands } of missionSections('en')) {
        for (const text of [
          title,
          claim,
          ...prompts,
          ...strands.flatMap((each) => [each.title, each.question]),
        ]) {
          if (!ownMission.includes(JSON.stringify(text))) english.add(text)
        }
      }
      const own = new Set(
        (Object.keys(en) as MessageKey[]).filter((key) => !en[key].includes('{')).map((key) => say(key)),
      )

      const look: Look = async (name) => {
        const left = (await textsOf(page)).filter((text) => english.has(text) && !own.has(text))
        expect({ name, left }).toEqual({ name, left: [] })
        expect({ name, clipped: await clippedOf(page) }).toEqual({ name, clipped: [] })
        // What axe finds depends on the structure, not on the language; an open list stands outside its landmarks.
        if (language === 'en' && name !== 'countries') await expectAccessible(page)
        await keepPicture(page, `${language} ${name}`)
      }
      const statement = readFileSync(join(projectFolder, 'tests/files/mission', `${language}.txt`), 'utf8')
      const out = await wholeWay(app, say, look, statement)
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language)
      await expectAccessible(page)

      const menu = await app.electron.evaluate(({ Menu }) => {
        const labels = (items: Electron.MenuItem[]): string[] =>
          items.flatMap(({ label, submenu }) => [label, ...(submenu ? labels(submenu.items) : [])])
        return labels(Menu.getApplicationMenu()?.items ?? [])
      })
      expect(menu).toContain(say('menu.openPortfolio'))
      expect(menu.filter((label) => english.has(label) && !own.has(label))).toEqual([])

      // Lines and hyphens are the page's, so letters are compared.
      const bare = (printed: string) => printed.normalize('NFC').replace(/[\s-]+/g, '')
      const text = bare(pdfText(out))
      const { introduction, principles } = splitMission(statement)
      const quoted = [introduction, ...Object.values(principles).map((part) => part.text)]
      const chapters = missionSections(language).map(({ title }) => title)
      for (const expected of [...Object.values(words), say('book.contents'), ...quoted, ...chapters]) {
        expect(text).toContain(bare(expected))
      }
      const lines = new Set(run('pdftotext', ['-raw', out, '-']).split('\n'))
      expect([...english].filter((each) => !own.has(each) && lines.has(each))).toEqual([])
    },
  )

  it.each(languages)('on the command line speaks %s: help, refusals, numbers', (language) => {
    const say = createMessages(language)
    const env = { ...process.env, LC_ALL: `${system[language]}.UTF-8` }
    const help = fivefold(['--help'], { env })
    expect(help).toMatchObject({ code: 0, err: '' })
    for (const key of ['cli.help.usage', 'cli.help.commands', 'cli.description', 'cli.help.of'] as const) {
      expect(help.out.replace(/\s+/g, ' ')).toContain(say(key))
    }
    const misuses = [
      ['nope'],
      ['list'],
      ['list', 'a', 'b'],
      ['list', 'a', '--nope'],
      ['export', 'a', '--out'],
    ]
    const said = misuses.map((words) => fivefold(words, { env }))
    said.push(fivefold(['export', 'a', '--page', 'A9'], { env }), fivefold(['add', 'a', 'b.txt'], { env }))
    for (const { code, err } of said) {
      expect(code).toBe(2)
      // What the library would say itself.
      expect(err).not.toMatch(/error:|unknown|missing required|too many|not specified|invalid/)
    }
    expect(new Set(said.map(({ err }) => err)).size).toBe(said.length)
    const dir = join(temporaryFolder(), 'A.fivefold')
    fivefold(['new', dir, '--school', words.school, '--language', language], { env })
    const { out } = fivefold(['export', dir, '--out', join(temporaryFolder(), 'a.pdf')], { env })
    expect(out).toMatch(language === 'en' ? /\d\.\d MB/ : /\d,\d MB/)
  })

  it('may differ from the portfolio: a window in Bulgarian, a form and a book in English', async () => {
    const app = await startApp({ locale: system.bg })
    const { page } = app
    const say = createMessages('bg')
    const button = (key: MessageKey, filled?: MessageWords) =>
      page.getByRole('button', { name: say(key, filled) }).first()
    await button('home.choice.own').click()
    await page.getByLabel(say('facts.school')).fill(words.school)
    await page.locator('.look-up-trigger').click()
    await page.locator('.look-up-list [role=option]', { hasText: 'България' }).click()
    await button('new.next').click()
    // The country suggests Bulgarian; the coordinator wants English.
    await expect.poll(() => page.locator('[name=language][value=bg]').isChecked()).toBe(true)
    await page.locator('[name=language][value=en]').check()
    await button('new.next').click()
    await button('new.make').click()
    await page.getByRole('heading', { level: 1, name: say('overview.title') }).waitFor()
    const sections = missionSections('en')
    for (const { shortTitle } of sections) await expect.poll(() => textsOf(page)).toContain(shortTitle)
    await page
      .getByRole('navigation')
      .getByText(sections[3]?.shortTitle ?? '')
      .click()
    await page
      .getByText(sections[3]?.strands[0]?.title ?? '')
      .first()
      .waitFor()
    await expect
      .poll(() => page.locator('[data-strand="students.1"] .rich-text').getAttribute('lang'))
      .toBe('en')
    await page.getByRole('navigation').getByText(say('rail.export')).click()
    const out = join(temporaryFolder(), 'Book.pdf')
    await app.answerSave(out)
    await button('export.save').click()
    await page
      .getByText(say('export.done', { name: 'Book.pdf' }))
      .first()
      .waitFor()
    const text = pdfText(out)
    expect(text).toContain(createMessages('en')('book.contents'))
    // The school's own name is Greek: nothing else may be in another script.
    expect(text).not.toMatch(/\p{Script=Cyrillic}/u)
  })

  it('has no word that is not in the messages, and cuts none off that is 30 % longer', async () => {
    const folder = process.env.FIVEFOLD_PSEUDO
    if (folder === undefined) throw new Error('FIVEFOLD_PSEUDO names no build; run the journeys by npm test')
    const app = await startApp({ folder, width: 1024, height: 700 })
    const { page } = app
    const english = createMessages('en')
    const regions = new Intl.DisplayNames('en-GB', { type: 'region' })
    const known = new Set([
      ...languages.map(languageName),
      ...countries.map((code) => regions.of(code) ?? code),
    ])
    const look: Look = async (name) => {
      const left = (await textsOf(page)).filter((text) => {
        const latin = unmarked(text).match(/\p{Script=Latin}{2,}/gu) ?? []
        if (latin.every((word) => sharedWords.test(word))) return false
        const isHash = /^[0-9a-f]{12}([0-9a-f]{52})?$/.test(text)
        return !known.has(text) && !isHash && !isDateOrPlace(text)
      })
      expect({ name, left }).toEqual({ name, left: [] })
      expect({ name, clipped: await clippedOf(page) }).toEqual({ name, clipped: [] })
      await keepPicture(page, `pseudo ${name}`)
    }
    await wholeWay(app, english, look, null)
    expect(pseudoMessage('Add {count, plural, one {# file} other {# files}}')).toMatch(/^⟦.*~⟧$/)
  })

  it('changes its language at once, and keeps it over a restart', async () => {
    const app = await startApp()
    const { page } = app
    await page.getByRole('button', { name: 'Language English' }).click()
    await page.getByRole('menuitemradio', { name: 'Türkçe' }).click()
    await page.getByRole('button', { name: createMessages('tr')('home.choice.own') }).waitFor()
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('tr')
    await expect
      .poll(() =>
        app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label)),
      )
      .toContain(createMessages('tr')('menu.file'))
    await app.close()
    const again = await startApp({ home: app.home, locale: 'nl_NL' })
    await again.page.getByRole('button', { name: createMessages('tr')('home.choice.own') }).waitFor()
  })
})

/** Days, folders and countries as the system writes them. */
function isDateOrPlace(text: string): boolean {
  return (
    /^[\d\s–-]*\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec) \d{4}/.test(text) ||
    /^(dd|mm|yyyy)$/.test(text) ||
    /[\\/]/.test(text) ||
    /^P\d-\d\d/.test(text)
  )
}
