import { writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { version } from '../../package.json'
import type { Call } from '../contract/table'
import type { Departure } from '../domain/export'
import { Failure } from '../domain/failure'
import { fileNameFor } from '../domain/folder-name'
import { formatCycle } from '../domain/portfolio'
import {
  submissionFileNames,
  type Submission,
  type SubmissionContents,
  type SubmissionFile,
  type SubmissionFileName,
} from '../domain/submission'
import { named } from './departure'
import { evidenceListTable, evidenceListText } from './evidence-list'
import { printAside } from './export'
import { answersFile } from './export-answers'
import { recorded, type Written } from './export-records'
import { copyInto, sniff, syncFolder, writeFailure } from './files'
import { newId } from './rows'
import { readContents } from './submission-contents'
import { dropAside, makeAside, sealFile, settle } from './submission-folder'
import { dropSubmission, findSubmission, keepSubmission } from './submissions'

/** What the school says of what it handed in. */
export type SubmissionOrder = Pick<Submission, 'name' | 'handedInOn' | 'note'> & {
  /** The path of the PDF that was really handed in; null has it made now. */
  pdf: string | null
  /** Files (by hash) that go although a consent is missing or too narrow, and why. */
  knowingly: readonly string[]
  reasons?: Readonly<Record<string, string>> | undefined
}

/** The open portfolio, and what books are made with. */
type Tools = Parameters<typeof printAside>[0]

/** Of a book that was made now: what there is to note of it. */
type Printed = Pick<Extract<Written, { asked: unknown }>, 'asked' | 'taken'>

const nothing: Printed = { asked: [], taken: new Set() }

/** How often all is written anew because something changed meanwhile. */
const mostTries = 3

/**
 * Keeps what was handed in: the PDF, answers, list of evidence and hashes as files that nobody may write, and what the
 * portfolio says now. Everything is written aside; the record exists from the moment its row is kept, and a crash before leaves
 * nothing. A book that is made now goes through the guard of every export, and is noted as one. Throws `submission.noPdf`,
 * `submission.unsettled`, `file.*` for the PDF that is given, `export.*`, `disk.full`, `portfolio.notWritable`, `cancelled`.
 */
export async function freeze(
  tools: Tools,
  order: SubmissionOrder,
  call: Call,
): Promise<Submission & Departure> {
  const { db, folder } = tools
  const { pdf, knowingly: _knowingly, reasons, ...said } = order
  const id = newId()

  /** @param note notes the book as an export, in the same breath as the submission is kept */
  async function keep(note: (written: Written) => void): Promise<Submission & Departure> {
    const { files, contents, signature, printed } = await writeSettled(tools, { id, ...order }, call)
    if (call.signal.aborted) throw new Failure('cancelled')
    const [book] = files
    db.transaction(() => {
      note({ bytes: book?.bytes ?? 0, hash: book?.hash ?? '', ...printed })
      keepSubmission(db, { id, ...said, files, ...signature }, contents)
    })()
    await settle(folder, id).catch((error: unknown) => {
      dropSubmission(db, id)
      throw error
    })
    return { ...findSubmission(db, id), ...named(printed.asked, printed.taken) }
  }

  try {
    if (pdf !== null) {
      await requirePdf(pdf)
      return await keep(() => undefined)
    }
    const out = fileNameFor([order.handedInOn, order.name].join(' '), '.pdf')
    return await recorded(db, { kind: 'book', out, purpose: 'label', reasons }, keep)
  } catch (error) {
    await dropAside(folder, id)
    throw writeFailure(error, folder)
  }
}

async function requirePdf(path: string): Promise<void> {
  if ((await sniff(path)) !== 'application/pdf') {
    throw new Failure('submission.noPdf', { name: basename(path).normalize('NFC') })
  }
}

type Settled = {
  files: SubmissionFile[]
  /** What the portfolio said from the first to the last of its files, as JSON. */
  contents: string
  signature: Pick<Submission, 'madeAt' | 'madeBy'>
  printed: Printed
}

/** Writes all files, once more where the portfolio changed while they were written: they must tell of one and the same moment. */
async function writeSettled(
  tools: Tools,
  order: SubmissionOrder & { id: string },
  call: Call,
): Promise<Settled> {
  const { db, folder, intake, edited } = tools
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    if (order.pdf === null) {
      // The book waits for them; what is said is to be read after that.
      await intake.finish(call)
      await edited.finish(call)
    }
    requireOpen(tools)
    const contents = readContents(db, order.knowingly)
    const said = JSON.stringify(contents)
    const signature = signatureOf(tools)
    const aside = await makeAside(folder, order.id)
    const written = await writeFiles(tools, { ...order, ...signature, aside, contents }, call)
    requireOpen(tools)
    if (JSON.stringify(readContents(db, order.knowingly)) === said) {
      return { ...written, contents: said, signature }
    }
    await dropAside(folder, order.id)
  }
  throw new Failure('submission.unsettled')
}

/** The user may have closed the portfolio meanwhile. */
function requireOpen({ db }: Tools): void {
  if (!db.open) throw new Failure('portfolio.none')
}

function signatureOf({ db }: Tools): Settled['signature'] {
  const row = db.prepare<[], Settled['signature']>('SELECT now() AS madeAt, author() AS madeBy').get()
  if (!row) throw new Error('the clock says nothing')
  return row
}

type FilesOrder = SubmissionOrder & Settled['signature'] & { aside: string; contents: SubmissionContents }

/** Writes and seals all files; the manifest, which has the hashes of the others, last. */
async function writeFiles(
  tools: Tools,
  order: FilesOrder,
  call: Call,
): Promise<Pick<Settled, 'files' | 'printed'>> {
  const { aside, contents, pdf } = order
  const from = pdf === null ? '' : basename(pdf).normalize('NFC')
  const files: SubmissionFile[] = []
  let printed = nothing
  for (const name of submissionFileNames) {
    if (call.signal.aborted) throw new Failure('cancelled')
    requireOpen(tools)
    const path = join(aside, name)
    await write(name, path)
    files.push(await sealFile(path, name, name === 'portfolio.pdf' ? from : ''))
  }
  await syncFolder(aside)
  return { files, printed }

  async function write(name: SubmissionFileName, path: string): Promise<void> {
    switch (name) {
      case 'portfolio.pdf':
        if (pdf === null) await printBook(path)
        else await copyInto(tools.folder, { from: pdf, to: path }, { name: from, signal: call.signal })
        return
      case 'answers.docx':
      case 'answers.md':
      case 'answers.txt':
        // All that was written, whatever language the book was in.
        return writeFile(path, await answersFile(tools.db, extname(name), { only: null, edition: 'both' }))
      case 'evidence-list.csv':
        return writeFile(path, `\ufeff${evidenceListTable(contents)}`)
      case 'evidence-list.txt':
        return writeFile(path, `\ufeff${evidenceListText(contents)}`)
      case 'manifest.json':
        return writeFile(path, `${JSON.stringify(manifest(order, files), null, 2)}\n`)
    }
  }

  async function printBook(path: string): Promise<void> {
    const { knowingly } = order
    const wanted = { out: path, draft: false, only: null, purpose: 'label', knowingly } as const
    printed = await printAside(tools, wanted, { aside: path, call })
  }
}

/** What lies in the folder, for people and programs that do not have the app. */
function manifest(
  { name, handedInOn, note, madeAt, madeBy, contents: { facts, evidence } }: FilesOrder,
  files: readonly SubmissionFile[],
): unknown {
  return {
    format: 'fivefold-submission-1',
    name,
    handedInOn,
    note,
    madeAt,
    madeBy,
    app: version,
    school: facts.school,
    country: facts.country,
    cycle: formatCycle(facts.cycle),
    files: files.map(({ name: file, bytes, hash, from }) => ({
      name: file,
      bytes,
      sha256: hash,
      ...(from === '' ? {} : { from }),
    })),
    originals: evidence.flatMap(({ number, title, files: attached }) =>
      attached.map(({ name: file, bytes, hash }) => ({ number, title, name: file, bytes, sha256: hash })),
    ),
  }
}
