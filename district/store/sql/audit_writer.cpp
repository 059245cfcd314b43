#include "district/store/sql/audit_writer.hpp"

#include <unistd.h>

#include <array>
#include <chrono>
#include <exception>

#include "sdk/base/civil_time.hpp"
#include "sdk/base/hex.hpp"
#include "sdk/proof/audit_log.hpp"

namespace hallpass::store {

namespace json = proof::json;

namespace {

// What is in the entries is UTF-8 and small numbers: only a value that is neither can fail here.
template <class T>
T checked(Result<T> result) {
  if (!result) throw soci::soci_error("audit");
  return *std::move(result);
}

}  // namespace

std::string new_salt() {
  std::array<unsigned char, 16> random{};
  if (getentropy(random.data(), random.size()) != 0) std::terminate();
  return hex_encode(random);
}

json::Value salted(std::string_view salt, json::Value const& values) {
  return json::text(checked(proof::audit_digest(salt, values)));
}

void AuditWriter::append(Session& session, std::string_view kind, json::Value details) {
  if (!tail_) {
    tail_.emplace();
    session.query<std::int64_t, std::string>("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1",
                                             [&](std::int64_t sequence, std::string const& hash) {
                                               tail_->sequence = sequence;
                                               tail_->hash = checked(proof::read_audit_hash(hash));
                                             });
    if (tail_->sequence == 0) write(session, proof::audit_begun, json::object({{"log", json::text(new_salt())}}));
  }
  write(session, kind, std::move(details));
}

void AuditWriter::write(Session& session, std::string_view kind, json::Value details) {
  auto const now = std::chrono::system_clock::now().time_since_epoch();
  auto const sequence = tail_->sequence + 1;
  json::add(details, "at",
            json::text(format_instant(std::chrono::duration_cast<std::chrono::milliseconds>(now).count())));
  json::add(details, "kind", json::text(kind));
  json::add(details, "seq", json::whole(sequence));
  auto const entry = checked(json::canonical(details));
  tail_->hash = proof::next_audit_hash(tail_->hash, entry);
  tail_->sequence = sequence;
  auto const hash = proof::audit_hash_text(tail_->hash);
  session.execute("INSERT INTO audit (seq, entry, hash) VALUES (:seq, :entry, :hash)", sequence, entry, hash);
}

}  // namespace hallpass::store
