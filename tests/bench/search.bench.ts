import { statSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import { openPortfolio } from '../../electron/engine/opened'
import { openSearch } from '../../electron/engine/search/search'
import { startWithPortfolio } from '../support/engine'
import { percentile, report } from './report'
import { leaveLines, ratioOf } from './table'

/*
 * Search at the size of a school that never threw anything away, beside what a program without an index does: LIKE over
 * the same words.
 */

const pieces = 50_000
const documents = 5_000
/** About 70 kB each, 350 MB in all. */
const wordsInDocument = 3_500

/** Words as they are spread in a language: a few everywhere, most of them rare. */
function vocabulary(size: number): string[] {
  const syllables = [
    'ли',
    'дер',
    'ство',
    'уче',
    'ник',
    'шко',
    'ла',
    'про',
    'ект',
    'ден',
    'ве',
    'чер',
    'мо',
    'ре',
    'пла',
  ]
  return Array.from({ length: size }, (_, index) => {
    let word = ''
    for (let left = index + 7; left > 0; left = Math.floor(left / syllables.length)) {
      word += syllables[left % syllables.length] ?? ''
    }
    return word + String(index % 7 === 0 ? index : '')
  })
}

function figures(times: readonly { clock: number; processor: number }[]): string {
  const of = (which: 'clock' | 'processor', percent: number) =>
    percentile(
      times.map((each) => each[which]),
      percent,
    )
  return `${of('clock', 50)} ms, p95 ${of('clock', 95)} ms; of the processor ${of('processor', 50)} ms, p95 ${of('processor', 95)} ms`
}

it('search', { timeout: 1_200_000 }, async () => {
  const engine = startWithPortfolio()
  engine.close()
  const { db, folder } = openPortfolio(engine.root, { clock: () => new Date(), author: () => 'bench' })
  const words = vocabulary(60_000)
  let seed = 1
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  const word = () => words[Math.floor(words.length * random() ** 4)] ?? ''
  const text = (count: number) => Array.from({ length: count }, word).join(' ')

  db.exec('DROP TRIGGER temp.log_insert_evidence; DROP TRIGGER temp.log_insert_attachment')
  const addEvidence = db.prepare(
    `INSERT INTO evidence (id, title, shows, note, date, date_until, created_at, updated_at, updated_by)
     VALUES (?, ?, ?, ?, '', '', '', '', '')`,
  )
  const addFile = db.prepare(
    "INSERT INTO file (hash, bytes, type, picture, print, text, added_at) VALUES (?, 1, 'text/plain', 'none', 'done', 'waiting', '')",
  )
  const attach =
    db.prepare(`INSERT INTO attachment (id, evidence_id, role, position, file_hash, name, url, caption, alt, updated_at, updated_by)
     VALUES (?, ?, 'document', 0, ?, ?, '', '', '', '', '')`)
  db.transaction(() => {
    for (let at = 0; at < pieces; at += 1) {
      addEvidence.run(`e${at}`, text(5), text(20), text(10))
      if (at >= documents) continue
      addFile.run(`h${at}`)
      attach.run(`a${at}`, `e${at}`, `h${at}`, `${word()}.txt`)
    }
  })()

  const search = openSearch({ db, cache: folder.cache, onCaughtUp: () => undefined })
  const began = performance.now()
  await search.ready()
  const pieceTime = performance.now() - began
  for (let at = 0; at < documents; at += 1) search.noteText(`h${at}`, text(wordsInDocument))
  db.exec("UPDATE file SET text = 'ready'")
  const all = performance.now() - began

  /** On the clock, and of the processor alone, which hardly depends on what else the machine does; in ms. */
  const time = (work: () => void) => {
    const start = performance.now()
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return { clock: performance.now() - start, processor: (user + system) / 1000 }
  }
  const questions = Array.from({ length: 300 }, () => word())
  const prefixes = questions.map((each) => each.slice(0, 3)).filter((each) => each.length === 3)
  const found = questions.map((each) => time(() => search.find(each, 20)))
  const begun = prefixes.map((each) => time(() => search.find(each, 20)))
  const two = questions.map((each) => time(() => search.find(`${each} ${word()}`, 20)))
  const like = db.prepare(
    "SELECT id FROM evidence WHERE title || ' ' || shows || ' ' || note LIKE ? LIMIT 20",
  )
  const scanned = questions.slice(0, 60).map((each) => time(() => like.all(`%${each}x%`)))
  search.close()

  report('search', [
    ['pieces, documents', `${pieces}, ${documents}`],
    [
      'index made',
      `${(pieceTime / 1000).toFixed(1)} s for the pieces, ${(all / 1000).toFixed(1)} s with the documents`,
    ],
    ['index on the disk', `${Math.round(statSync(join(folder.cache, 'search.sqlite')).size / 1e6)} MB`],
    ['a word', figures(found)],
    ['three letters', figures(begun)],
    ['two words', figures(two)],
    ['LIKE over the pieces alone, nothing found', figures(scanned)],
  ])
  const p95 = (times: readonly { clock: number }[]) =>
    Number(
      percentile(
        times.map(({ clock }) => clock),
        95,
      ),
    )
  const beside = `LIKE over the pieces alone: ${p95(scanned)} ms`
  leaveLines(
    'search',
    [
      { job: 'Search for a word, p95', times: found },
      { job: 'Search for three letters, p95', times: begun },
    ].map(({ job, times }) => ({
      job: `${job}, among ${pieces} pieces and ${documents} documents`,
      ours: `${p95(times)} ms`,
      beside,
      ratio: ratioOf(p95(times), p95(scanned)),
    })),
  )
  db.close()
})
