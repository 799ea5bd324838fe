import { drawPicture } from './pictures'
import { withCamera } from './secrets'
import {
  photo,
  secretDocx,
  secretHtml,
  secretMail,
  secretOdt,
  secretPdf,
  secretPptx,
  secretRtf,
  secretSvg,
  secretXlsx,
} from './secret-documents'
import { secretFilm, secretFlac, secretMp3, secretOgg, secretWav, secretWebm } from './secret-recordings'

/** A picture with a camera's words in it, of the format that its name says. */
export const secretPicture = async (name: string): Promise<string> =>
  withCamera(await drawPicture(name, { width: 90, height: 60 }))

/** Every format that is cleaned, each as a file that tells more than it shows. */
export const secretFormats: readonly [name: string, write: () => string | Promise<string>][] = [
  ['PDF', secretPdf],
  ['DOCX', secretDocx],
  ['XLSX', secretXlsx],
  ['PPTX', secretPptx],
  ['ODT', secretOdt],
  ['RTF', secretRtf],
  ['HTML', secretHtml],
  ['message', secretMail],
  ['SVG', secretSvg],
  ['MP4', secretFilm],
  ['MP3', secretMp3],
  ['WAV', secretWav],
  ['FLAC', secretFlac],
  ['Ogg', secretOgg],
  ['WebM', secretWebm],
  ['JPEG', photo],
  ['PNG', (): Promise<string> => secretPicture('p.png')],
  ['WebP', (): Promise<string> => secretPicture('p.webp')],
  ['GIF', (): Promise<string> => secretPicture('p.gif')],
]
