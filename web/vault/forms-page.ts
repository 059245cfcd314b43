/** What a page loads: `<script type="module" src="/vault/forms.js">`. The module itself is fetched when a form needs it. */
import { protectForms } from './forms.ts';

protectForms(document);
