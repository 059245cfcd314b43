/** What a name is looked up as: NameKind in sdk/policy/image_view.hpp, and a purpose's own id. */
export const nameKind = { cookie: 0, localStorage: 1, host: 2, purpose: 255 } as const;
