#pragma once
// The portal without a browser: sends events to the machine, keeps its effects, and answers from recorded answers of
// the district (tests/vectors/portal-answers.json).

#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "portal/model/keys.hpp"
#include "portal/model/update.hpp"
#include "tests/portal/support/languages.hpp"
#include "tests/support/files.hpp"

namespace hallpass::portal {

struct RecordedAnswer {
  std::string operation;
  std::int32_t status = 0;
  std::string body;
};

inline std::map<std::string, RecordedAnswer, std::less<>> const& recorded_answers() {
  static auto const answers = [] {
    std::map<std::string, RecordedAnswer, std::less<>> out;
    auto const vectors = boost::json::parse(read_source_file("tests/vectors/portal-answers.json"));
    for (auto const& value : vectors.at("answers").as_array()) {
      out[std::string{value.at("name").as_string()}] = {
          .operation = std::string{value.at("operation").as_string()},
          .status = static_cast<std::int32_t>(value.at("status").as_int64()),
          .body = boost::json::serialize(value.at("body"))};
    }
    return out;
  }();
  return answers;
}

// 2026-11-23T22:00:00Z
inline constexpr InstantMs test_now_ms = 1'795'471'200'000;

class Host {
 public:
  State state;
  std::vector<Effect> effects;  // of the last event
  InstantMs now_ms = test_now_ms;

  template <class What>
  void send(What what) {
    effects = update(state, Event{now_ms, std::move(what)});
    for (Effect const& effect : effects) remember(effect);
  }
  void start(Language language = {}, std::string saved = {}) {
    send(Started{.language = std::move(language),
                 .languages = {{"en", "English"}, {"es", "Español"}},
                 .clock = {{.from_ms = 0, .utc_offset_minutes = -300}},
                 .view = View::canvas,
                 .saved_draft = std::move(saved)});
  }
  // The person chooses it, and the page has its texts.
  void speak(Language const& language) {
    send(FieldChanged{std::string{keys::language}, std::string{language.tag()}});
    send(LanguageLoaded{language});
  }
  void click(std::string key) { send(Clicked{std::move(key)}); }
  void click(std::string_view verb, std::string_view what) { click(keys::of(verb, what)); }
  void type(std::string_view verb, std::string_view draft, std::string text) {
    send(FieldChanged{keys::of(verb, draft), std::move(text)});
  }

  // The first entry of a correction.
  void rewrite(std::string_view draft, std::string text) {
    send(FieldChanged{keys::of(keys::new_value, 1, draft), std::move(text)});
  }

  // Answers the oldest call that waits with a recorded answer.
  void answer(std::string_view name) {
    INFO(name);
    auto const found = recorded_answers().find(name);
    REQUIRE(found != recorded_answers().end());
    answer_with(found->second.status, found->second.body);
  }
  void answer_with(std::int32_t status, std::string body) {
    REQUIRE_FALSE(waiting.empty());
    EffectId const id = waiting.front();
    waiting.erase(waiting.begin());
    send(Answered{.id = id, .status = status, .body = std::move(body)});
  }
  // From the start to the first screen of this person ("parent", "staff" …).
  void sign_in(std::string_view person, InstantMs expires_at_ms = 0) {
    start();
    answer("district");
    click(std::string{keys::sign_in});
    send(SignedIn{expires_at_ms});
    answer(person);
  }
  // The recorded record, of which this person may ask what is said of the first of theirs.
  void open_record() {
    click(keys::record, "student-0001");
    boost::json::value body = boost::json::parse(recorded_answers().find("record")->second.body);
    auto& may_request = body.at("student").at("may_request").as_array();
    may_request.clear();
    for (auto const kind : state.me.value.children.front().may_request) {
      may_request.emplace_back(records::to_string(kind));
    }
    answer_with(200, boost::json::serialize(body));
  }

  template <class E>
  [[nodiscard]] std::vector<E> all() const {
    std::vector<E> out;
    for (Effect const& effect : effects) {
      if (auto const* wanted = std::get_if<E>(&effect)) out.push_back(*wanted);
    }
    return out;
  }
  template <class E>
  [[nodiscard]] E one() const {
    auto found = all<E>();
    REQUIRE(found.size() == 1);
    return found.front();
  }

  std::vector<EffectId> waiting;  // calls without an answer, oldest first

 private:
  void remember(Effect const& effect) {
    if (auto const* http = std::get_if<Http>(&effect)) waiting.push_back(http->id);
    if (auto const* upload = std::get_if<UploadAttachment>(&effect)) waiting.push_back(upload->id);
    if (auto const* download = std::get_if<Download>(&effect)) waiting.push_back(download->id);
    if (auto const* copy = std::get_if<SaveCopy>(&effect)) waiting.push_back(copy->id);
  }
};

}  // namespace hallpass::portal
