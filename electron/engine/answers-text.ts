import { createMessages } from '../domain/messages'
import { planText } from '../domain/plan'
import { plainText } from '../domain/rich-text'
import type { FormAnswers } from './form-answers'

/** The answers and plans as plain text, for pasting into the form. */
export function answersText({ school, cycle, language, sections, nameCitation }: FormAnswers): string {
  const say = createMessages(language)
  const blocks = [`${school}\n${say('book.title')}, ${cycle}`, ...sections.map(sectionText)]
  return `${blocks.join('\n\n\n')}\n`

  function sectionText({ number, title, strands, plan }: FormAnswers['sections'][number]): string {
    const heading = number === 0 ? title : `${say('book.principle', { number })}: ${title}`
    return [
      `${heading}\n${'='.repeat(heading.length)}`,
      ...strands.map(
        ({ number: place, title: claim, answer }) =>
          `${place} ${claim}\n\n${plainText(answer, nameCitation).trim() || '–'}`,
      ),
      `${say('book.plan')}\n\n${planText(plan, say) || '–'}`,
    ].join('\n\n')
  }
}
