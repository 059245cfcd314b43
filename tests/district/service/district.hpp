#pragma once
// A district in a temporary folder: the package of tests/support/roster_package.hpp behind a service.

#include "district/roster/import.hpp"
#include "tests/district/service/viewing_service.hpp"
#include "tests/district/store/homes.hpp"
#include "tests/support/roster_package.hpp"

namespace hallpass {

inline InstantMs const noon = parse_instant("2026-11-23T12:00:00Z").value();

struct TestDistrict {
  TemporaryFolder folder{};
  std::unique_ptr<store::Store> store = store::open_store(new_place(folder)).value();
  ViewingService service{*store, {.district_name = "Lakeside"}};

  TestDistrict() { import(right_package()); }

  void import(Files const& files, roster::Personnel personnel = roster::Personnel::left_out) const {
    write_zip(folder.file("package.zip"), files);
    REQUIRE(roster::import_package(*store, folder.file("package.zip"), parse_date("2026-11-23").value(), personnel));
  }

  [[nodiscard]] std::string value(std::string const& student, std::string const& entry) const {
    auto const found = store->begin(store::Access::read).value()->entry(student, entry).value();
    return found ? found->value : "(none)";
  }

  [[nodiscard]] Result<district::Request> step(std::string const& person, std::string const& request,
                                               records::Event event, std::string const& text, InstantMs at) const {
    return service.take_step({person}, request, {.event = event, .text = text, .hearing = std::nullopt}, at);
  }

  [[nodiscard]] std::string attach(std::string const& parent) const {
    auto const attachment = service.add_attachment({parent}, as_bytes("age-encryption.org/v1\n-> X25519 x\n"), noon);
    REQUIRE(attachment);
    return attachment->id;
  }
};

inline district::NewRequest street_correction() {
  return {.kind = records::RequestKind::correction,
          .entries = {{"contact.street", "12 Wrong Street", "21 Right Street"}},
          .reason = "We moved in August.",
          .attachment_ids = {}};
}

inline district::NewRequest deletion_of(std::string entry_id) {
  return {.kind = records::RequestKind::deletion,
          .entries = {{std::move(entry_id), {}, {}}},
          .reason = {},
          .attachment_ids = {}};
}

inline district::NewRequest inspection() {
  return {.kind = records::RequestKind::inspection, .entries = {}, .reason = {}, .attachment_ids = {}};
}

}  // namespace hallpass
