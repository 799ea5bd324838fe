import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PrintedList, PrintedRow } from '../../electron/domain/printed-list'
import { createPress } from '../../electron/press/press'
import { temporaryFolder } from '../support/temporary'
import { fontsFolder, jpegMaker, quietCall, readPages, readStructure, readText } from './fixtures'

const columns = ['№', 'Какво се вижда', 'Съгласие', 'Дата', 'Къде е документът']

function listOf(rows: PrintedRow[], more: Partial<PrintedList> = {}): PrintedList {
  return {
    language: 'bg',
    title: 'Съгласия за снимките',
    lines: ['СУ „Христо Ботев“ – Пловдив', '2027–2028, 29 ноември 2026 г.'],
    introduction: 'Съгласие дава родителят.\n\nСлед 14 години подписва и ученикът.',
    groups: [{ heading: 'Клас 5 Б', note: 'Съгласието важи за кандидатурата.', columns, rows }],
    signatures: ['Директор'],
    ...more,
  }
}

async function printed(list: PrintedList): Promise<{ path: string; pages: number; bytes: number }> {
  const path = join(temporaryFolder(), 'list.pdf')
  const order = { list, paper: 'A4', fonts: fontsFolder, out: path, now: '2026-11-29T08:00:00.000Z' } as const
  return { path, ...(await createPress().printList(order, quietCall)) }
}

const rowOf = (number: string, picture: string | null = null): PrintedRow => ({
  cells: [number, 'Ученици пред кмета на града', 'има', '14 май 2026 г.', 'Шкафът в стая 12'],
  picture,
})

describe('a list for paper', () => {
  it('says its words in its language, with a place to sign', async () => {
    const { path, pages } = await printed(listOf([rowOf('P3-01'), rowOf('P3-02')]))
    const text = readText(path)
    expect(pages).toBe(1)
    for (const words of [
      'Съгласия за снимките',
      'След 14 години подписва и ученикът.',
      'Клас 5 Б',
      'Шкафът в стая 12',
      'P3-02',
      'Директор',
      'Дата',
    ])
      expect(text).toContain(words)
  })

  it('is a table with heads for a screen reader, its pictures decoration', async () => {
    const picture = (await jpegMaker(temporaryFolder()))('a.jpg', 300, 200)
    const { path } = await printed(listOf([rowOf('P3-01', picture), rowOf('P3-02')]))
    const tags = readStructure(path)
    expect(tags.match(/\bTH\b/g)).toHaveLength(columns.length)
    expect(tags).not.toContain('Figure')
    expect(execFileSync('pdfimages', ['-list', path]).toString().trim().split('\n')).toHaveLength(3)
    expect(execFileSync('qpdf', ['--check', path]).toString()).toContain('No syntax')
  })

  it('shows a row without its picture where the file is gone', async () => {
    const { path } = await printed(listOf([rowOf('P3-01', '/nowhere/a.jpg')]))
    expect(readText(path)).toContain('P3-01')
  })

  it('repeats its heads on every page, and never parts a row from its picture', async () => {
    const picture = (await jpegMaker(temporaryFolder()))('a.jpg', 200, 300)
    const rows = Array.from({ length: 120 }, (_, index) => rowOf(`P3-${index + 1}`, picture))
    const { path, pages } = await printed(listOf(rows))
    const texts = readPages(path)
    expect(pages).toBe(texts.length)
    expect(pages).toBeGreaterThan(5)
    for (const text of texts.filter((each) => each.includes('P3-'))) expect(text).toContain('Къде е')
    expect(texts.join('').match(/P3-\d+/g)).toHaveLength(120)
  })

  it('leaves no file when it is cancelled', async () => {
    const out = join(temporaryFolder(), 'list.pdf')
    const order = { list: listOf([rowOf('P3-01')]), paper: 'A4', fonts: fontsFolder, out, now: '' } as const
    const call = { ...quietCall, signal: AbortSignal.abort() }
    await expect(
      createPress().printList({ ...order, now: '2026-11-29T08:00:00.000Z' }, call),
    ).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(existsSync(out)).toBe(false)
  })
})
