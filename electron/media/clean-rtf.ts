import { withoutPaths } from '../domain/local-path'
import { cleanPicture } from './clean-picture'

/*
 * Rich Text Format ("Specification, version 1.9.1", Microsoft, 2008) without what tells of its writers. Everything else is
 * kept byte by byte.
 */

/** Groups that tell of people, programs and places; readers do without them. */
const dropped = new Set(
  (
    'info userprops revtbl atnauthor atnid atndate atntime annotationdate rsidtbl generator xmlnstbl datastore themedata ' +
    'colorschememapping passwordhash filetbl nextfile template docvar mailmerge protusertbl factoidname oldcprops objdata ' +
    'objalias objsect password writereservhash category company manager operator author linkval blipuid latentstyles ' +
    'private wgrffmtfilter xform datafield'
  ).split(' '),
)

/** Groups marked `\*` that are part of the text or of its look; all others readers have to pass over, and may be left out. */
const kept = new Set(
  (
    'fldinst bkmkstart bkmkend listtable listoverridetable listpicture shpinst shppict footnotesep annotation pn pnseclvl ' +
    'ud upr cs ts do falt fontemb picprop background aftnsep aftnsepc aftncn ftnsep ftnsepc ftncn defchp defpap hyphen ' +
    'mmath mmathPr pgptbl oldpprops oldtprops oldsprops nonesttables nesttableprops atrfstart atrfend atnref docfmt'
  ).split(' '),
)

/** How deep groups may lie in groups. */
const deepest = 2000

/** `\*`, a control word, `\bin` with its bytes, a brace, or anything else. */
const token = /\\\*|\\([a-zA-Z]{1,32})(?:-?\d{1,10})? ?|\\[^]|[{}]|[^\\{}]+/gy

/**
 * The document without its properties, writers of notes and of changes, templates, variables and programs' own data; pictures
 * are cleaned, places on a computer cut out of its fields. Throws for what is no RTF, and for objects and pictures that
 * cannot be cleaned.
 */
export function cleanRtf(bytes: Uint8Array): Buffer {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (!source.startsWith('{\\rtf')) throw new Error('no RTF')
  /** Text of each open group so far; null in one that is left out. */
  const open: { name: string; text: string | null; isMarked: boolean }[] = []
  let done = ''
  token.lastIndex = 0
  for (let match = token.exec(source); match; match = token.exec(source)) {
    const [whole, word] = match
    const group = open.at(-1)
    if (whole === '{') {
      if (open.length > deepest) throw new Error('too deep')
      const isLost = group?.text === null
      open.push({ name: '', text: isLost ? null : '', isMarked: false })
      continue
    }
    if (!group) break
    if (whole === '}') {
      open.pop()
      const outer = open.at(-1)
      const text = group.text === null ? '' : `{${finished(group.name, group.text)}}`
      if (!outer) {
        done = text
        break
      }
      if (outer.text !== null) outer.text += text
      continue
    }
    if (whole === '\\*') {
      if (group.name !== '') throw new Error('a mark that is out of place')
      group.isMarked = true
    } else if (word !== undefined && group.name === '') {
      group.name = word
      const isUnknown = group.isMarked && !kept.has(word)
      if (open.length > 1 && (dropped.has(word) || isUnknown)) group.text = null
      else if (group.isMarked && group.text !== null) group.text += '\\*'
    } else if (word !== undefined && dropped.has(word)) throw new Error('a group that begins in another')
    else if (group.name === '' && whole.trim() !== '') group.name = ' '
    if (word === 'bin') throw new Error('bytes as they are')
    if (whole !== '\\*' && group.text !== null) group.text += whole
  }
  if (done === '') throw new Error('no end')
  return Buffer.from(done, 'latin1')
}

function finished(name: string, text: string): string {
  if (name === 'pict') return cleanPict(text)
  // Fields, and properties of shapes.
  return name === 'fldinst' || name === 'sv' ? withoutPaths(text) : text
}

/** A picture in hexadecimal digits, behind control words and groups. */
function cleanPict(text: string): string {
  const groups = text.slice(0, text.lastIndexOf('}') + 1)
  const [, words = '', digits = ''] =
    /^((?:\\[a-zA-Z]+-?\d* ?|\s)*)([0-9a-fA-F\s]*)$/.exec(text.slice(groups.length)) ?? []
  const head = groups + words
  const picture = Buffer.from(digits.replace(/\s+/g, ''), 'hex')
  if (picture.length === 0) throw new Error('no picture')
  // A bitmap of Windows without its head has nothing beside its pixels.
  if (/\\(?:dibitmap|wbitmap)/.test(head)) return text
  return `${head.replace(/\s*$/, ' ')}${Buffer.from(cleanPicture(picture)).toString('hex')}`
}
