import { createMessages } from '../domain/messages'

/** The texts of menus and dialogs. */
export const say = createMessages('en')
