/** What people write to be replaced later: marks of their own in six languages, and what programs fill in. */
const marks = [
  /(?<![\p{L}\p{N}])(?:todo|to do:|tbd|tbc|fixme|asdf+|qwerty|lorem ipsum)(?![\p{L}\p{N}])/iu,
  // Roman thirty is written in capitals.
  /(?<![\p{L}\p{N}])x{3,}(?![\p{L}\p{N}])/u,
  /\?{3,}|\.{5,}|…{2,}|_{4,}/u,
  /\[\s*(?:\.{3}|…|\?+|x+)\s*\]/u,
  /(?<!\p{L})(?:insert|your) (?:text|title|name) here(?!\p{L})/iu,
  // Only where they shout: as words of a sentence they mean something.
  /(?<!\p{L})(?:DOLDURULACAK|EKLENECEK|YAZILACAK|TAMAMLANACAK|TÄIENDADA|LISADA|DE COMPLETAT|DE ADĂUGAT|ДОПИШИ|ДОПЪЛНИ|ДА СЕ ДОПЪЛНИ|NOG INVULLEN|NOG AANVULLEN)(?!\p{L})/u,
]

/** What every mark has something of. Most texts have nothing of it, and it is asked of tens of thousands. */
const maybe = /tod|to do|tb[cd]|fixme|asdf|qwerty|lorem|xxx|\?{3}|\.{5}|…{2}|_{4}|\[\s*[.…?x]| here/i
const maybeShouted = /[A-ZÄĂА-Я]{4}/

/** The first thing in a text that was to be replaced, as it stands there; null when there is none. */
export function placeholderIn(text: string): string | null {
  if (!maybe.test(text) && !maybeShouted.test(text)) return null
  for (const mark of marks) {
    const hit = mark.exec(text)
    if (hit) return hit[0].trim()
  }
  return null
}
