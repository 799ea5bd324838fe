import type { EngineRequests } from '../contract/engine'
import type { secondAnswerRequests } from '../contract/second-answer-requests'
import type { Methods } from '../contract/table'
import { placeName, strandPlace } from './rows'
import { agreeAnswers, writeSecondAnswer } from './second-answers'
import type { Session } from './session'

/** Answers in the second language. */
export function secondAnswerMethods({
  opened,
  write,
}: Session): Pick<Methods<EngineRequests>, keyof typeof secondAnswerRequests> {
  const placeOf = (strand: string) => placeName(opened().db, strandPlace(opened().db, strand))
  return {
    writeSecondAnswer: (input) =>
      write(
        { kind: 'writeSecondAnswer', words: { place: placeOf(input.strand) } },
        (db) => {
          writeSecondAnswer(db, input)
        },
        `second-answer:${input.strand}:${input.typing ?? ''}`,
      ),
    agreeAnswers: ({ strand }) =>
      write({ kind: 'agreeAnswers', words: { place: placeOf(strand) } }, (db) => {
        agreeAnswers(db, strand)
      }),
  }
}
