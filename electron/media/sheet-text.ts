import { SaxesParser, type SaxesTagPlain } from 'saxes'

/**
 * The strings that the cells of an XLSX share, in order (ECMA-376, `sst`); how they are pronounced is left out.
 * Throws when it is no XML.
 */
export function sharedStrings(xml: string): string[] {
  const strings: string[] = []
  let current = ''
  read(xml, {
    open: ({ name }) => {
      if (local(name) === 'si') current = ''
    },
    text: (text, path) => {
      if (path.at(-1) === 't' && !path.includes('rPh')) current += text
    },
    close: (name) => {
      if (local(name) === 'si') strings.push(current)
    },
  })
  return strings
}

/**
 * The cells of a sheet of an XLSX: rows are lines, cells are parted by tabs, numbers are as they are stored. Reads until
 * there are `most` characters. Throws when it is no XML.
 */
export function sheetText(xml: string, shared: readonly string[], most: number): string {
  const rows: string[] = []
  let row: string[] = []
  let length = 0
  let kind = ''
  let value = ''
  read(xml, {
    open: ({ name, attributes }) => {
      if (local(name) === 'row') row = []
      if (local(name) !== 'c') return
      kind = attributes.t ?? 'n'
      value = ''
    },
    text: (text, path) => {
      const element = path.at(-1)
      const isValue = kind === 'inlineStr' ? element === 't' && !path.includes('rPh') : element === 'v'
      if (isValue) value += text
    },
    close: (name) => {
      if (local(name) === 'row' && row.length > 0) rows.push(row.join('\t'))
      // A few bytes may name a long text again and again.
      if (local(name) !== 'c' || value === '' || kind === 'e' || length > most) return
      const text = kind === 's' ? (shared[Number(value)] ?? '') : kind === 'n' ? numberText(value) : value
      row.push(text.replace(/\s+/g, ' '))
      length += text.length
    },
  })
  return rows.join('\n')
}

/** 0.30000000000000004 is what is stored of 0.3. */
function numberText(value: string): string {
  const number = Number(value)
  return Number.isFinite(number) ? String(Number(number.toPrecision(12))) : value
}

type Reading = {
  open: (tag: SaxesTagPlain) => void
  text: (text: string, path: readonly string[]) => void
  close: (name: string) => void
}

function read(xml: string, reading: Reading): void {
  const parser = new SaxesParser()
  const path: string[] = []
  parser.on('opentag', (tag: SaxesTagPlain) => {
    path.push(local(tag.name))
    reading.open(tag)
  })
  parser.on('text', (text) => {
    reading.text(text, path)
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    path.pop()
    reading.close(tag.name)
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(xml).close()
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
