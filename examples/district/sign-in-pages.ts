// The pages a person sees at the example identity provider: plain HTML, no script at all.

/** Somebody who can sign in here; `id` becomes the token's `sub`, the sourcedId in OneRoster's users.csv. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const page = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – Example sign-in</title><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>${escape(title)}</h1>
${main}
</main></body></html>
`;

export const style = `:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 1rem; }
main { max-width: 36rem; margin: 2rem auto; }
fieldset { border: 1px solid; border-radius: .5rem; padding: 1rem; }
label { display: flex; gap: .75rem; align-items: start; padding: .5rem; min-height: 44px; box-sizing: border-box; }
input { inline-size: 1.5rem; block-size: 1.5rem; flex: none; }
button { font: inherit; min-height: 44px; padding: .5rem 1.5rem; margin-block-start: 1rem; }
`;

export function signInPage(action: string, accounts: readonly Account[], problem: string): string {
  const choices = accounts.map(({ id, name, description }) =>
    `<label><input type="radio" name="account" value="${escape(id)}" required><span><strong lang="und">${escape(name)}</strong><br>${escape(description)}</span></label>`);
  return page('Sign in', `<p>This is the demo's own identity provider. A district uses its own; here you only choose who you are.</p>
${problem === '' ? '' : `<p role="alert">${escape(problem)}</p>`}
<form method="post" action="${escape(action)}">
<fieldset><legend>Who are you?</legend>
${choices.join('\n')}
</fieldset>
<button type="submit">Sign in</button>
</form>`);
}

/** `form` is the provider's own, with its protection against forged requests. */
export const signOutPage = (form: string): string => page('Sign out', `${form}
<p>Do you want to sign out here too?</p>
<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button>`);

export const messagePage = (title: string, text: string): string => page(title, `<p>${escape(text)}</p>`);
