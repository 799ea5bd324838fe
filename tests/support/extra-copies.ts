import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CopiedOut } from '../../electron/domain/extra-copy'
import { startTestEngine, type TestEngine } from './engine'
import { temporaryFolder } from './temporary'

/** Chooses a folder for the extra copy. */
export async function chooseStick(engine: TestEngine, stick = temporaryFolder()): Promise<string> {
  await engine.ask('chooseExtraCopy', { place: engine.grant(stick) })
  return stick
}

export function copyNow(engine: TestEngine): Promise<CopiedOut> {
  return engine.ask('makeExtraCopy', {})
}

/** Gathers files with these contents as one piece; gives it with the hashes. */
export async function gatherTexts(
  engine: TestEngine,
  ...texts: string[]
): Promise<{ id: string; hashes: string[] }> {
  const files = texts.map((text, index) => {
    const path = join(temporaryFolder(), `писмо ${index}.txt`)
    writeFileSync(path, text)
    return { path }
  })
  const place = { section: 'students', strand: 'students.2' } as const
  const { ids } = await engine.ask('addEvidence', { place, files })
  const id = ids[0] ?? ''
  const { attachments } = await engine.ask('evidence', { id })
  return { id, hashes: attachments.flatMap((each) => (each.role === 'link' ? [] : each.file.hash)) }
}

/** Opens a copy where nothing is known of it, as on another computer. */
export function openElsewhere(root: string): TestEngine & { root: string } {
  const engine = startTestEngine()
  engine.open(root)
  return { ...engine, root }
}
