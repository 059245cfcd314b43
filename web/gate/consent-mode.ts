// Google Consent Mode v2: the default before any tag, an update after it.
// https://developers.google.com/tag-platform/security/guides/consent

import './build-values.ts';

const types = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage',
  'personalization_storage', 'security_storage'];

interface TagWindow {
  dataLayer?: unknown[];
  gtag?: (...args: unknown[]) => void;
}

/** `granted`: bit n is the n-th type. */
export const pushConsent = (command: 'default' | 'update', granted: number): void => {
  const tags = window as TagWindow;
  const layer = (tags.dataLayer ??= []);
  // The tags read an arguments object, not an array.
  tags.gtag ??= function () {
    // eslint-disable-next-line prefer-rest-params
    layer.push(arguments);
  };
  const said: Record<string, string | number> = Object.fromEntries(types.map((type, bit) => [type, granted >> bit & 1 ? 'granted' : 'denied']));
  const extras = HALLPASS_EXTRAS && command === 'default' ? HALLPASS_BUILD.googleTags : undefined;
  if (extras?.wait) said['wait_for_update'] = extras.wait;
  tags.gtag('consent', command, said);
  for (const setting of extras?.set ?? []) tags.gtag('set', setting, true);
};
