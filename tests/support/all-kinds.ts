import { copyFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeMovie, writeMp3, writeOgg, writeWav, writeWebm } from '../media/write-recordings'
import {
  encode,
  escapeXml,
  writeDocx,
  writeOdp,
  writeOds,
  writeOdt,
  writePdf,
  writePptx,
  writeXlsx,
} from './documents'
import { drawPicture, encodeHeic } from './pictures'
import { temporaryFolder } from './temporary'

/** A file of a school, and what a person would look it up by. */
export type KnownWord = { path: string; question: string }

/** Words of the six languages as they are written, and as someone types them who is in a hurry. */
const stems = [
  ['Çiğdem', 'CIGDEM'],
  ['ışık', 'ISIK'],
  ['Ветрило', 'ВЕТРИЛО'],
  ['Õnnelik', 'onnelik'],
  ['Mulțumire', 'multumire'],
  ['Straße', 'STRASSE'],
  ['leerling', 'Leerling'],
] as const

/** A word that stands nowhere else, and how it is asked for. */
function wordFor(index: number): [written: string, asked: string] {
  const [written, asked] = stems[index % stems.length] ?? stems[0]
  // Letters, since figures at the end of a word are found by their beginning: 1 would find 12.
  const isCyrillic = /\p{Script=Cyrillic}/u.test(written)
  const letters = isCyrillic ? 'бвгджзклмн' : 'bcdfghjklm'
  const code = Array.from(String(index).padStart(3, '0'), (figure) => letters[Number(figure)] ?? '').join('')
  return [written + code, asked + code]
}

type Make = (word: string, index: number) => Promise<string | Buffer> | string | Buffer

/** Makers of documents: a path, or the bytes. The word stands in the text. */
const documents: Readonly<Record<string, Make>> = {
  pdf: (word) => writePdf([`Протокол: ${word} и още.`]),
  docx: (word) => writeDocx([`Plan: ${word}.`]),
  odt: (word) => writeOdt([`Märkmed: ${word}`]),
  pptx: (word) => writePptx(['Excursie', word]),
  odp: (word) => writeOdp(['Presentatie', word]),
  xlsx: (word) => writeXlsx({ Blad: [['Deelnemers', word]] }),
  ods: (word) => writeOds([['Katılımcılar', word]]),
  rtf: (word) => `{\\rtf1\\ansi\\deff0 ${escapeRtf(`Vermerk: ${word}`)}\\par}`,
  txt: (word, index) => (index % 2 === 0 ? oldText(word) : `\uFEFFЗаписка ${word}\r\n`),
  md: (word) => `# Notes\n\n- **${word}** was there\n`,
  csv: (word) => `name;school\n${word};X\n`,
  html: (word) => `<!doctype html><meta charset="utf-8"><title>Page</title><p>Saved: ${word}</p>`,
  eml: (word) =>
    `From: a@b.example\nTo: c@d.example\nSubject: Letter\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(`Dear all, ${word}`).toString('base64')}\n`,
  svg: (word) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/><text>${escapeXml(word)}</text></svg>`,
}

function escapeRtf(text: string): string {
  return Array.from(text, (letter) =>
    letter.charCodeAt(0) < 128 ? letter : `\\u${letter.charCodeAt(0)}?`,
  ).join('')
}

/** In the code page of Windows that has its letters; else in UTF-8. */
function oldText(word: string): Buffer {
  const text = /\p{Script=Cyrillic}/u.test(word)
    ? `Уважаеми колеги, в понеделник се видяхме: ${word}. Поздрави от училището.`
    : `Sayın öğretmenler, çalışmalarımız için teşekkür ederiz: ${word}. Görüşmek üzere.`
  const page = /\p{Script=Cyrillic}/u.test(word) ? 'windows-1251' : 'windows-1254'
  const bytes = encode(text, page)
  return new TextDecoder(page).decode(bytes) === text ? bytes : Buffer.from(text)
}

/** Files without words: each comes in many copies that differ in a byte behind the end, and is found by its name. */
async function speechless(): Promise<Record<string, string>> {
  const size = { width: 64, height: 48 }
  const endings = ['jpg', 'png', 'webp', 'gif', 'tif', 'avif', 'bmp'] as const
  const drawn = await Promise.all(endings.map((ending) => drawPicture(`picture.${ending}`, size)))
  const pictures = Object.fromEntries(endings.map((ending, index) => [ending, drawn[index] ?? '']))
  const heic = encodeHeic(pictures.jpg ?? '', join(temporaryFolder(), 'picture.heic'))
  const movie = writeMovie({ length: 2000, created: '2026-05-14T09:30:00Z' })
  const unknown = join(temporaryFolder(), 'unknown.xyz')
  writeFileSync(unknown, Buffer.from([0, 1, 2, 3, 250, 251]))
  return {
    ...pictures,
    heic,
    mp4: movie,
    wav: writeWav(1500),
    mp3: writeMp3(1500),
    ogg: writeOgg(1500),
    webm: writeWebm(1500),
    xyz: unknown,
  }
}

/** A box of the ISO media format that says nothing, so that a copy is another file and still whole. */
function emptyBox(index: number): Buffer {
  const box = Buffer.alloc(16)
  box.writeUInt32BE(16, 0)
  box.write('free', 4, 'latin1')
  box.writeUInt32BE(index, 12)
  return box
}

/** A folder with files of every kind that a school has, in folders within folders; each can be looked up by one word. */
export async function allKinds(count: number): Promise<{ folder: string; known: KnownWord[] }> {
  const folder = join(temporaryFolder(), 'Архив – arşiv – arhivă')
  const silent = await speechless()
  const kinds = [...Object.keys(documents), ...Object.keys(silent)]
  const known: KnownWord[] = []
  for (let index = 0; index < count; index += 1) {
    const kind = kinds[index % kinds.length] ?? 'txt'
    const [word, question] = wordFor(index)
    const make = documents[kind]
    const name = make ? `file ${index}.${kind}` : `${word}.${kind}`
    const path = join(folder, `${index % 7}`, `${index % 3}`, name)
    mkdirSync(dirname(path), { recursive: true })
    if (make) {
      const made = await make(word, index)
      if (typeof made === 'string' && made.startsWith(dirname(temporaryFolder()))) renameSync(made, path)
      else writeFileSync(path, made)
    } else {
      const source = silent[kind] ?? ''
      copyFileSync(source, path)
      writeFileSync(path, Buffer.concat([readFileSync(source), emptyBox(index)]))
    }
    known.push({ path, question })
  }
  return { folder, known }
}
