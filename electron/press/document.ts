import type PDFDocument from 'pdfkit'

/** The PDF that is being written. */
export type Document = InstanceType<typeof PDFDocument>
