import * as v from 'valibot'
import { answerPlaces, type Contribution, type Invitation, type Suggestion } from '../domain/contribution'
import type { Portfolio } from '../domain/portfolio'
import { contributionId, day, grant, id, line, oneFile, section, text } from './fields'
import { row } from './table'

const suggestions = v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.minLength(1), v.maxLength(20_000))

/** One file, by a dialog or dropped. */

/** Invitations to colleagues, and what they send back: a part of the engine's table. */
export const contributionRequests = {
  /** Writes a file that asks a colleague for these sections. Throws `export.*`, `disk.full`. */
  writeInvitation: row(
    v.strictObject({
      out: grant,
      colleague: line,
      message: text,
      deadline: day,
      sections: v.pipe(v.array(v.strictObject({ section, prompt: text })), v.minLength(1), v.maxLength(20)),
    }),
  )<{ name: string; bytes: number }>(),
  /** The newest first, each with what came back. */
  listInvitations: row(v.strictObject({}))<
    { invitation: Invitation; madeAt: string; madeBy: string; contributions: Contribution[] }[]
  >(),
  /** Forgets that somebody was asked; what came back stays. */
  removeInvitation: row(v.strictObject({ id }))<null>(),

  /** What a file asks for. Throws `invitation.notOne`, `invitation.newer`, `file.*`. */
  peekInvitation: row(v.strictObject({ files: oneFile }))<Invitation>(),
  /** Begins a portfolio for it, in the user's documents or the place given, and opens it. Throws the same, `portfolio.*`. */
  beginContribution: row(v.strictObject({ files: oneFile, place: v.nullable(grant) }))<Portfolio>(),

  /** Packs this portfolio for whoever asked for it. Throws `contribution.notOne` where nobody did, and as `exportArchive` does. */
  sendBack: row(v.strictObject({ out: grant, note: text }))<{ name: string; bytes: number }>(),
  /**
   * Takes a colleague's file into the tray of the open portfolio; an earlier one of the same colleague's work goes. Throws
   * `contribution.notOne`, `contribution.other`, `archive.*`, `disk.full`, `cancelled`.
   */
  receiveContribution: row(v.strictObject({ files: oneFile }))<{
    sender: string
    suggestions: number
  }>(),
  /** What came back and waits for a decision, the newest first. */
  listContributions: row(v.strictObject({}))<
    (Contribution & { suggestions: Suggestion[]; isThere: boolean })[]
  >(),
  /**
   * Takes suggestions as one change: files are copied, pieces are made or completed, answers written where none stands. Gives
   * what could not be taken, by name. Throws `contribution.gone`, `disk.full`, `cancelled`.
   */
  takeSuggestions: row(
    v.strictObject({ ids: suggestions, answers: v.optional(v.picklist(answerPlaces), 'below') }),
  )<{ taken: number; refused: { name: string; reason: 'forgotten' | 'gone' | 'noPlace' }[] }>(),
  /** Says that they are not wanted; they can be taken later all the same. */
  leaveSuggestions: row(v.strictObject({ ids: suggestions }))<null>(),
  /** Removes what came back, with its files. What was taken stays. Throws `contribution.gone`. */
  removeContribution: row(v.strictObject({ id: contributionId }))<null>(),
} as const
