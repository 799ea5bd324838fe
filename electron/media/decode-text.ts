import { analyse } from 'chardet'
import type { Language } from '../domain/portfolio'

/** The code page that Windows gave a country before UTF-8. */
const codePages: Readonly<Record<Language, string>> = {
  en: 'windows-1252',
  nl: 'windows-1252',
  tr: 'windows-1254',
  et: 'windows-1257',
  ro: 'windows-1250',
  bg: 'windows-1251',
}

/** What the detector calls a text; an ISO page that Windows widened is read as the wider one. */
const detected: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-9': 'windows-1254',
  'windows-1250': 'windows-1250',
  'windows-1251': 'windows-1251',
  'windows-1252': 'windows-1252',
  'windows-1254': 'windows-1254',
  'windows-1257': 'windows-1257',
}

/**
 * So much surer (of 100) the detector must be of another code page than of the language's own: more, the fewer letters
 * beyond ASCII it has to judge by.
 */
const leadOver = (letters: number) => 20 + 200 / letters

/** As much as the detector looks at, in bytes: a text is in one code page throughout. */
const sampleSize = 64 * 1024

/**
 * The text of a plain text file: by its byte order mark, else as strict UTF-8, else in one of the code pages of the six
 * languages, the portfolio's own where the letters leave it open (other detectors take short Turkish texts for Japanese).
 * `declared` is the encoding that the text itself names: believed when the bytes are no UTF-8, and if there is such a one.
 */
export function decodeText(bytes: Uint8Array, language: Language, declared?: string): string {
  return new TextDecoder(encodingOf(bytes, language, declared)).decode(bytes)
}

function encodingOf(bytes: Uint8Array, language: Language, declared: string | undefined): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (isUtf8(bytes)) return 'utf-8'
  return declared !== undefined && isKnown(declared) ? declared : codePageOf(bytes, language)
}

/** Whether text in an encoding of this name can be read; bytes that are no UTF-8 are not said to be. */
function isKnown(encoding: string): boolean {
  try {
    return !new TextDecoder(encoding).encoding.startsWith('utf-')
  } catch {
    return false
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function codePageOf(bytes: Uint8Array, language: Language): string {
  const own = codePages[language]
  const sample = bytes.subarray(0, sampleSize)
  const guesses = analyse(sample).flatMap(({ name, confidence }) => {
    const page = detected[name]
    return page ? [{ page, confidence }] : []
  })
  const best = guesses[0]
  if (!best) return own
  if (isMixed(new TextDecoder(own).decode(sample))) return best.page
  const ofOwn = guesses.find(({ page }) => page === own)?.confidence ?? 0
  const letters = sample.filter((byte) => byte > 0x7f).length
  return best.confidence >= ofOwn + leadOver(letters) ? best.page : own
}

/** No word is written in two scripts: é taken for й shows between the letters of a Dutch word. */
function isMixed(text: string): boolean {
  return /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u.test(text)
}
