// Google Consent Mode v2: the default before any tag, an update after it.
// https://developers.google.com/tag-platform/security/guides/consent

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
  tags.gtag('consent', command, Object.fromEntries(types.map((type, bit) => [type, granted >> bit & 1 ? 'granted' : 'denied'])));
};
