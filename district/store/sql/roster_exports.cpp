#include "district/store/sql/transaction.hpp"

namespace hallpass::store {

Result<std::vector<Correction>> SqlTransaction::corrections(std::int64_t after) {
  return guarded([&] {
    std::vector<Correction> corrections;
    // A destruction takes both values away; a correction always has a new one.
    session_->query<long long, std::string, std::string, std::string, std::string, std::string, InstantMs>(
        "SELECT seq, student_id, entry_id, old_value, new_value, request_id, at FROM changes WHERE seq > :after AND "
        "kind = 'corrected' AND new_value <> '' ORDER BY seq",
        [&](long long sequence, auto& student, auto& entry, auto& old_value, auto& new_value, auto& request,
            InstantMs at) {
          corrections.push_back({.sequence = sequence,
                                 .student_id = std::move(student),
                                 .entry_id = std::move(entry),
                                 .old_value = std::move(old_value),
                                 .new_value = std::move(new_value),
                                 .request_id = std::move(request),
                                 .at = at});
        },
        after);
    return corrections;
  });
}

Result<std::vector<RosterCells>> SqlTransaction::roster_cells(std::string_view student_id) {
  return guarded([&] {
    std::vector<RosterCells> rows;
    session_->query<std::string, std::string, std::string>(
        "SELECT file, entry_id, cells FROM roster_cells WHERE student_id = :student ORDER BY file, entry_id",
        [&](auto& file, auto& entry, auto& cells) {
          rows.push_back({.file = std::move(file), .entry_id = std::move(entry), .cells = std::move(cells)});
        },
        student_id);
    return rows;
  });
}

Result<std::int64_t> SqlTransaction::exported_up_to() {
  return guarded([&] {
    std::int64_t up_to = 0;
    session_->query<long long>("SELECT COALESCE(MAX(up_to), 0) FROM roster_exports",
                               [&](long long last) { up_to = last; });
    return up_to;
  });
}

Result<void> SqlTransaction::add_roster_export(std::int64_t up_to, InstantMs at) {
  return guarded([&] {
    session_->execute("INSERT INTO roster_exports (up_to, at) VALUES (:up_to, :at)", up_to, at);
    audit("roster.exported", {{"up_to", proof::json::whole(up_to)}});
  });
}

}  // namespace hallpass::store
