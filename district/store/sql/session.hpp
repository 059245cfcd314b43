#pragma once
// A connection that remembers what it has prepared: parsing SQL anew was a fifth of the server's work.
// https://soci.sourceforge.net/doc/release/4.0/statements/

#include <soci/soci.h>

#include <concepts>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace hallpass::store {

class Session : public soci::session {
 public:
  using soci::session::session;

  // Calls row(columns…) for each row; it may move from them. One text has always the same types. Throws as SOCI does.
  // REQUIRES: `row` does not run the same text again.
  template <class... Columns, class Row, class... Values>
  void query(std::string_view sql, Row&& row, Values const&... values) {
    run<std::tuple<Columns...>>(
        sql,
        [&](auto& prepared) {
          prepared.statement.execute();
          while (prepared.statement.fetch()) std::apply(row, prepared.columns);
        },
        values...);
  }

  // Returns how many rows it changed. Throws as SOCI does.
  template <class... Values>
  long long execute(std::string_view sql, Values const&... values) {
    long long changed = 0;
    run<std::tuple<>>(
        sql,
        [&](auto& prepared) {
          prepared.statement.execute(true);
          changed = prepared.statement.get_affected_rows();
        },
        values...);
    return changed;
  }

  // What is prepared ends before its connection.
  void close() {
    prepared_.clear();
    soci::session::close();
  }

 private:
  struct Any {
    Any() = default;
    Any(Any const&) = delete;
    Any& operator=(Any const&) = delete;
    virtual ~Any() = default;
  };
  template <class Columns, class Values>
  struct Prepared final : Any {
    Prepared(soci::session& session, std::string const& sql) : statement(session) {
      std::apply([this](auto&... column) { (statement.exchange(soci::into(column)), ...); }, columns);
      std::apply([this](auto&... value) { (statement.exchange(soci::use(value)), ...); }, values);
      statement.alloc();
      statement.prepare(sql);
      statement.define_and_bind();
    }
    Columns columns{};
    Values values{};
    soci::statement statement;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  template <class Value>
  using Bound = std::conditional_t<std::convertible_to<Value, std::string_view>, std::string, Value>;

  template <class Columns, class Work, class... Values>
  void run(std::string_view sql, Work work, Values const&... values) {
    using Known = Prepared<Columns, std::tuple<Bound<Values>...>>;
    auto found = prepared_.find(sql);
    if (found == prepared_.end()) {
      std::string text{sql};
      auto made = std::make_unique<Known>(*this, text);
      found = prepared_.emplace(std::move(text), std::move(made)).first;
    }
    auto& prepared = dynamic_cast<Known&>(*found->second);
    try {
      prepared.values = {Bound<Values>(values)...};
      work(prepared);
    } catch (...) {
      // It may stand in the middle of its rows, and hold the database there.
      prepared_.erase(found);
      throw;
    }
    // Nothing of anybody's stays behind.
    prepared.values = {};
    prepared.columns = {};
  }

  std::unordered_map<std::string, std::unique_ptr<Any>, Hash, std::equal_to<>> prepared_;
};

}  // namespace hallpass::store
