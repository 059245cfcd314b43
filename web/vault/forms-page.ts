/**
 * What a page loads: `<script type="module" src="/vault/forms.js">`. The module itself is fetched when a form needs it.
 * A page's own code may import what is exported here.
 */
import { protectForms } from './forms.ts';

export { encryptFields, encryptForm } from './forms.ts';

protectForms(document);
