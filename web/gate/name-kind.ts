/** What a name is looked up as: NameKind in sdk/policy/image_view.hpp, a vendor's own id, and a purpose's. */
export const nameKind = { cookie: 0, localStorage: 1, host: 2, vendor: 254, purpose: 255 } as const;

/** What is found for a name whose vendor the visitor has refused: no purpose, so nothing grants it. */
export const refusedVendor = '!';
