#include "sdk/policy/sections.hpp"

namespace hallpass::policy {

void read(Object& in, Controller& out) {
  in.need("name", line(out.name));
  in.need("legal_name", line(out.legal_name));
  in.need("website", https_url(out.website));
}

void read(Object& in, Contact& out) {
  in.need("email", email(out.email));
  in.may("postal_address", line_or_empty(out.postal_address));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, DisputeResolver& out) {
  in.need("name", line(out.name));
  in.need("url", https_url(out.url));
  in.may("free_of_charge", flag(out.free_of_charge));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, Audience& out) {
  out.id = in.id;
  in.need("kind", choice(out.kind));
  in.need("role", choice(out.role));
  in.need("governing_statement", choice(out.governing_statement));
  in.need("login_required", flag(out.login_required));
  in.may("agreement", line_or_empty(out.agreement));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, DataCategory& out) {
  out.id = in.id;
  in.need("name", line(out.name));
  in.may("sensitivity", choice(out.sensitivity));
  in.need("elements", list(out.elements, line, 1));
}

void read(Object& in, Collection& out) {
  out.id = in.id;
  in.need("audience", reference(List::audiences)(out.audience));
  in.need("source", choice(out.source));
  in.may("activation", choice(out.activation));
  in.need("data_categories", references(out.data_categories, List::data_categories, 1));
  in.need("purposes", references(out.purposes, List::purposes, 1));
  in.may("products", set(out.products, free_id));
  in.may("open_ended", flag(out.open_ended));
  in.may("stated_in", passage(out.stated_in));
}

void read(Object& in, District& out) {
  out.id = in.id;
  in.need("name", line(out.name));
  in.need("issuer", origin(out.issuer));
  in.need("keys", set(out.keys, signing_key, 1));
}

void read(Object& in, Authorisations& out) {
  in.may("product", free_id(out.product));
  in.need("districts", entries(out.districts, List::unreferenced));
}

void read(Object& in, KeyListSource& out) {
  in.need("address", path_or_url(out.address));
  in.need("issuer", origin(out.issuer));
  in.need("signers", set(out.signers, signing_key, 1));
}

void read(Object& in, Recipient& out) {
  out.id = in.id;
  in.need("name", line(out.name));
  in.may("age_recipient", age_recipient(out.age_recipient));
  in.may("key_list", structure(out.key_list));
  in.may("api_url", api_url(out.api_url));
}

void read(Object& in, FormField& out) {
  in.need("name", line(out.name));
  in.need("data_category", reference(List::data_categories)(out.data_category));
  in.may("encrypted", flag(out.encrypted));
}

void read(Object& in, Form& out) {
  out.id = in.id;
  in.need("action", path_or_url(out.action));
  in.need("audience", reference(List::audiences)(out.audience));
  in.need("purpose", reference(List::purposes)(out.purpose));
  in.may("recipient", reference(List::recipients)(out.recipient));
  in.need("fields", structures(out.fields, 1));
}

}  // namespace hallpass::policy
