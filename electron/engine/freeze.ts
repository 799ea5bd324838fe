import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { version } from '../../package.json'
import type { Call } from '../contract/table'
import { Failure } from '../domain/failure'
import { formatCycle } from '../domain/portfolio'
import {
  submissionFileNames,
  type Submission,
  type SubmissionContents,
  type SubmissionFile,
  type SubmissionFileName,
} from '../domain/submission'
import { evidenceListTable, evidenceListText } from './evidence-list'
import { exportPortfolio } from './export'
import { exportAnswers } from './export-answers'
import { copyInto, sniff, syncFolder, writeFailure } from './files'
import { newId } from './rows'
import { readContents } from './submission-contents'
import { dropAside, makeAside, sealFile, settle } from './submission-folder'
import { dropSubmission, findSubmission, keepSubmission } from './submissions'

/** What the school says of what it handed in. */
export type SubmissionOrder = Pick<Submission, 'name' | 'handedInOn' | 'note'> & {
  /** The path of the PDF that was really handed in; null has it made now. */
  pdf: string | null
}

/** The open portfolio, and what books are made with. */
type Tools = Parameters<typeof exportPortfolio>[0]

/** How often all is written anew because something changed meanwhile. */
const mostTries = 3

/**
 * Keeps what was handed in: the PDF, answers, list of evidence and hashes as files that nobody may write, and what the
 * portfolio says now. Everything is written aside; the record exists from the moment its row is kept, and a crash before leaves
 * nothing. Throws `submission.noPdf`, `submission.unsettled`, `file.*` for the PDF that is given, `export.*`, `disk.full`,
 * `portfolio.notWritable`, `cancelled`.
 */
export async function freeze(tools: Tools, order: SubmissionOrder, call: Call): Promise<Submission> {
  const { db, folder } = tools
  const id = newId()
  try {
    if (order.pdf !== null) await requirePdf(order.pdf)
    const { files, contents, signature } = await writeSettled(tools, { id, ...order }, call)
    if (call.signal.aborted) throw new Failure('cancelled')
    const { pdf: _pdf, ...said } = order
    keepSubmission(db, { id, ...said, files, ...signature }, contents)
    await settle(folder, id).catch((error: unknown) => {
      dropSubmission(db, id)
      throw error
    })
    return findSubmission(db, id)
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

type Written = {
  files: SubmissionFile[]
  /** What the portfolio said from the first to the last of its files, as JSON. */
  contents: string
  signature: Pick<Submission, 'madeAt' | 'madeBy'>
}

/** Writes all files, once more where the portfolio changed while they were written: they must tell of one and the same moment. */
async function writeSettled(
  tools: Tools,
  order: SubmissionOrder & { id: string },
  call: Call,
): Promise<Written> {
  const { db, folder, intake, edited } = tools
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    if (order.pdf === null) {
      // The book waits for them; what is said is to be read after that.
      await intake.finish(call)
      await edited.finish(call)
    }
    requireOpen(tools)
    const contents = readContents(db)
    const said = JSON.stringify(contents)
    const signature = signatureOf(tools)
    const aside = await makeAside(folder, order.id)
    const files = await writeFiles(tools, { ...order, ...signature, aside, contents }, call)
    requireOpen(tools)
    if (JSON.stringify(readContents(db)) === said) return { files, contents: said, signature }
    await dropAside(folder, order.id)
  }
  throw new Failure('submission.unsettled')
}

/** The user may have closed the portfolio meanwhile. */
function requireOpen({ db }: Tools): void {
  if (!db.open) throw new Failure('portfolio.none')
}

function signatureOf({ db }: Tools): Written['signature'] {
  const row = db.prepare<[], Written['signature']>('SELECT now() AS madeAt, author() AS madeBy').get()
  if (!row) throw new Error('the clock says nothing')
  return row
}

type FilesOrder = SubmissionOrder & Written['signature'] & { aside: string; contents: SubmissionContents }

/** Writes and seals all files; the manifest, which has the hashes of the others, last. */
async function writeFiles(tools: Tools, order: FilesOrder, call: Call): Promise<SubmissionFile[]> {
  const { aside, contents, pdf } = order
  const from = pdf === null ? '' : basename(pdf).normalize('NFC')
  const files: SubmissionFile[] = []
  for (const name of submissionFileNames) {
    if (call.signal.aborted) throw new Failure('cancelled')
    requireOpen(tools)
    const path = join(aside, name)
    await write(name, path)
    files.push(await sealFile(path, name, name === 'portfolio.pdf' ? from : ''))
  }
  await syncFolder(aside)
  return files

  async function write(name: SubmissionFileName, path: string): Promise<void> {
    switch (name) {
      case 'portfolio.pdf':
        if (pdf === null) await exportPortfolio(tools, { out: path, draft: false, only: null }, call)
        else await copyInto(tools.folder, { from: pdf, to: path }, { name: from, signal: call.signal })
        return
      case 'answers.docx':
      case 'answers.md':
      case 'answers.txt':
        // All that was written, whatever language the book was in.
        await exportAnswers(tools.db, { out: path, only: null, edition: 'both' })
        return
      case 'evidence-list.csv':
        return writeFile(path, `\ufeff${evidenceListTable(contents)}`)
      case 'evidence-list.txt':
        return writeFile(path, `\ufeff${evidenceListText(contents)}`)
      case 'manifest.json':
        return writeFile(path, `${JSON.stringify(manifest(order, files), null, 2)}\n`)
    }
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
