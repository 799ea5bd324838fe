import type { CheckFinding, CheckPlace, CheckRule } from './check'
import type { MessageKey } from './messages'
import type { PlanColumn } from './plan'
import type { Rule } from './eligibility'
import type { Wording } from './wording'

/** Rules whose findings differ in more than their place. */
const detailed = [
  'answer.language',
  'answer.over',
  'citation.lost',
  'comment.open',
  'consent.overdue',
  'evidence.days',
  'evidence.outside',
  'link.login',
  'link.stale',
  'plan.over',
  'plan.part',
  'size.large',
  'size.tooLarge',
  'text.placeholder',
  'twin.alike',
  'twin.file',
] as const satisfies readonly CheckRule[]

/** Where it is, as the reader knows it: `P3-02 Open day · IMG_2041.jpg`; empty for what has no place of its own. */
export function sayWhere({ rule, where, place }: CheckFinding, { say }: Wording): string {
  const { number, title, file } = where
  const isPiece = place.kind === 'evidence' || place.kind === 'attachment' || rule === 'evidence.unnamed'
  const name = title === '' && isPiece ? say('evidence.untitled') : title
  const head = [number, name].filter((part) => part !== '').join(' ')
  return [head, file].filter((part) => part !== '').join(' · ')
}

/** What is said of this one alone; empty where the rule's own words say all. */
export function sayDetail({ rule, words }: CheckFinding, wording: Wording): string {
  const { say } = wording
  if (rule === 'rule.missing' || rule === 'rule.unknown') {
    return say(`rule.${String(words.rule) as Rule}`, shown(words, wording))
  }
  const known = detailed.find((each) => each === rule)
  return known === undefined ? '' : say(`check.${known}.detail`, shown(words, wording))
}

/** Days, sizes and columns as a person reads them. */
function shown(words: CheckFinding['words'], wording: Wording): Record<string, string | number> {
  const { size, target, day, from, until, columns, number, name, language } = words
  return {
    ...words,
    ...(typeof size === 'number' ? { size: wording.size(size) } : {}),
    ...(typeof target === 'number' ? { target: wording.size(target) } : {}),
    ...(typeof day === 'string' ? { day: wording.shortDay(day) } : {}),
    ...(typeof from === 'string' ? { period: wording.shortPeriod(from, String(until ?? '')) } : {}),
    ...(typeof language === 'string' ? { language: wording.languageName(language) } : {}),
    ...(typeof columns === 'string' ? { columns: columnNames(columns, wording) } : {}),
    ...(typeof number === 'string'
      ? { place: [number, String(name || wording.say('evidence.untitled'))].filter(Boolean).join(' ') }
      : {}),
    ...(typeof name === 'string' ? { name: name || wording.say('evidence.untitled') } : {}),
  }
}

function columnNames(columns: string, { say, list }: Wording): string {
  const names = columns.split(',').map((column) => say(`plan.${column as PlanColumn}`))
  return list(names.length)
    .map((part) => (typeof part === 'number' ? (names[part] ?? '') : part))
    .join('')
}

/** The words of the one button that leads there. */
export function buttonFor(place: CheckPlace): MessageKey {
  switch (place.kind) {
    case 'evidence':
      return `check.go.evidence.${place.field}`
    case 'attachment':
      return `check.go.attachment.${place.field}`
    default:
      return `check.go.${place.kind}`
  }
}
