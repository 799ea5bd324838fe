import { mount } from 'svelte'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/menus.css'
import './styles/rich-text.css'
import App from './App.svelte'

const target = document.querySelector('#app')
if (!target) throw new Error('The page has no place for the app.')

mount(App, { target })
