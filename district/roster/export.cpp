#include "district/roster/export.hpp"

#include <algorithm>

#include "district/roster/delta_package.hpp"
#include "district/roster/outgoing.hpp"
#include "district/roster/rest_file.hpp"
#include "sdk/records/category.hpp"

namespace hallpass::roster {
namespace {

class Exporter {
 public:
  explicit Exporter(store::Transaction& view) : view_(view) {}

  [[nodiscard]] Result<void> add(std::string const& student_id, CorrectionsOfStudent const& corrections) {
    HALLPASS_TRY(entries, view_.entries(student_id));
    HALLPASS_TRY(kept, view_.roster_cells(student_id));
    HALLPASS_TRY(known, view_.student(student_id));
    StudentRecord student{.id = student_id,
                          .entries = {},
                          .rows = {},
                          .corrections = corrections,
                          .personnel = known && is_personnel(known->status.kind)};
    for (auto const& entry : entries) student.entries.emplace(entry.id, entry.value);
    for (auto const& row : kept) {
      HALLPASS_TRY(cells, read_cells(row.cells));
      student.rows[row.file].merge(cells);
    }
    std::map<std::string, InstantMs, std::less<>> changed;  // by file
    for (auto const& [entry_id, net] : corrections) {
      if (!net.is_new) continue;
      auto const obstacle = obstacle_to(student, entry_id);
      if (!obstacle.empty()) {
        add_rest(student, entry_id, net, obstacle, entries);
        continue;
      }
      ++in_package_;
      auto& at = changed[std::string{file_of(entry_id)}];
      at = std::max(at, net.at);
    }
    for (auto const& [file, at] : changed) {
      rows_[file].push_back(
          {.id = student_id, .modified_at = at, .cells = outgoing_row(student, file).value_or(Cells{})});
    }
    return {};
  }

  [[nodiscard]] Result<CorrectionsExport> finish(std::int64_t up_to, InstantMs now) const {
    CorrectionsExport done{
        .package = {}, .rest = {}, .in_package = in_package_, .in_rest = rest_.size(), .up_to = up_to};
    if (!rest_.empty()) done.rest = write_rest(rest_);
    if (!rows_.empty()) {
      HALLPASS_TRY(package, write_delta_package(rows_, now));
      done.package = std::move(package);
    }
    return done;
  }

 private:
  void add_rest(StudentRecord const& student, std::string const& entry_id, NetCorrection const& net,
                std::string_view why, std::vector<store::Entry> const& entries) {
    auto const* const field = records::find_field(entry_id);
    auto const entry =
        std::find_if(entries.begin(), entries.end(), [&](store::Entry const& each) { return each.id == entry_id; });
    rest_.push_back({.student_id = student.id,
                     .entry_id = entry_id,
                     .label = field == nullptr ? std::string{} : std::string{field->label},
                     .detail = entry == entries.end() ? std::string{} : entry->detail,
                     .old_value = net.old_value,
                     .new_value = net.new_value(),
                     .request_id = net.request_id,
                     .decided_at = net.at,
                     .why = std::string{why}});
  }

  store::Transaction& view_;
  DeltaRows rows_;
  std::vector<RestRow> rest_;
  std::size_t in_package_ = 0;
};

}  // namespace

Result<CorrectionsExport> export_corrections(store::Store& store, Since since, InstantMs now) {
  HALLPASS_TRY(view, store.begin(store::Access::read));
  std::int64_t mark = 0;
  if (since == Since::last_export) {
    HALLPASS_TRY(up_to, view->exported_up_to());
    mark = up_to;
  }
  // Older ones too: a row says how the record stands, and some of it may be a value that cannot go out.
  HALLPASS_TRY(all, view->corrections(0));
  auto const sum = sum_up(all, mark);
  Exporter exporter{*view};
  for (auto const& [student_id, corrections] : sum.students) HALLPASS_CHECK(exporter.add(student_id, corrections));
  return exporter.finish(sum.last, now);
}

}  // namespace hallpass::roster
