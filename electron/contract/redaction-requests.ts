import * as v from 'valibot'
import type { BoxRegion } from '../domain/redaction'
import type { EvidenceFile } from './evidence-requests'
import { id, regions } from './fields'
import { row } from './table'

/** A stored file by its SHA-256: what is covered in it is covered wherever it is attached. */
const file = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** A face that a program believes to see. `score` is how sure it is, 0 to 1. */
export type SeenFace = { box: BoxRegion; score: number }

/** What is covered in photos: a part of the engine's table. */
export const redactionRequests = {
  /**
   * Covers parts of a photo, as one step. `isEnough`: somebody looked, and nobody without consent can be recognised any
   * more. Without regions the photo is whole again. Throws `evidence.gone`.
   */
  writeRedaction: row(v.strictObject({ file, regions, isEnough: v.boolean() }))<null>(),
  /**
   * The photos that are gone through together with this one: those that are named, else those of its piece of evidence. Throws
   * `evidence.gone` when it is no photo, or not there.
   */
  listSeries: row(v.strictObject({ attachment: id, among: v.optional(v.array(id), []) }))<EvidenceFile[]>(),
  /** Looks for faces in a photo, the surest first: a proposal. Nothing leaves the computer. Throws `evidence.gone`. */
  findFaces: row(v.strictObject({ file }))<SeenFace[]>(),
} as const

export type RedactionRequests = typeof redactionRequests
