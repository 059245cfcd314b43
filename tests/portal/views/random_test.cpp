// A person and a network who do anything in any order: nothing ends the program, no page is broken, no draft is lost.
#include <random>

#include "sdk/base/utf8.hpp"
#include "tests/portal/support/host.hpp"
#include "tests/portal/views/inspect.hpp"

using namespace hallpass;
using namespace hallpass::portal;

namespace {

class Walker {
 public:
  explicit Walker(std::uint64_t seed) : engine_{seed} { host_.start(); }

  void step() {
    auto const before = host_.state;
    may_lose_ = {};
    switch (pick(10)) {
      case 0:
      case 1:
      case 2:
        press();
        break;
      case 3:
      case 4:
        write();
        break;
      case 5:
      case 6:
      case 7:
        answer();
        break;
      case 8:
        something_else();
        break;
      default:
        if (host_.state.session != Session::signed_in) host_.send(SignedIn{host_.now_ms + 1'000'000});
        break;
    }
    check_drafts(before);
    check_kept();
    surface::Tree tree;
    record(tree, host_.state);
    CHECK(complaints(tree) == std::vector<std::string>{});
  }

 private:
  std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>{0, count - 1}(engine_); }

  template <class Container>
  auto const& any_of(Container const& container) {
    return *std::next(container.begin(), static_cast<std::ptrdiff_t>(pick(container.size())));
  }

  std::string any_text() {
    static std::vector<std::string> const texts{"",         " ",       "21 Right Street",      "\xff\xfe", "{0}",
                                                "approved", "refused", std::string(5000, 'x'), "日本語",   "<script>",
                                                "a:b:c"};
    return any_of(texts);
  }

  // Valid until the next call.
  std::vector<Node> nodes_of(bool fields) {
    record(page_, host_.state);
    std::vector<Node> out;
    for (Node const& node : page_.nodes()) {
      bool const is_field = node.role == surface::Role::textbox || node.role == surface::Role::textarea ||
                            node.role == surface::Role::radio || node.role == surface::Role::checkbox ||
                            node.role == surface::Role::file;
      bool const is_pressable = node.role == surface::Role::button || node.role == surface::Role::link;
      if (fields ? is_field : is_pressable) out.push_back(node);
    }
    return out;
  }

  void press() {
    auto const nodes = nodes_of(false);
    std::string const key = pick(20) == 0 ? any_text() : std::string{any_of(nodes).key};
    if (key == keys::confirm) {
      may_lose_.all = host_.state.dialog == Dialog::sign_out;
      if (host_.state.dialog == Dialog::discard) may_lose_.one = keys::parts(host_.state.dialog_opener).what;
    }
    if (key == keys::sign_out) {
      may_lose_.all = std::ranges::none_of(host_.state.drafts, [](auto const& d) { return is_touched(d.second); });
    }
    if (keys::parts(key).verb == keys::remove_change) may_lose_.one = draft_of(key);
    host_.click(key);
  }

  // Behind a change's number, where there is one.
  static std::string draft_of(std::string_view key) {
    auto const [verb, what] = keys::parts(key);
    bool const is_of_change = verb == keys::new_value || verb == keys::remove_change;
    return std::string{is_of_change ? keys::parts(what).what : what};
  }

  void write() {
    auto const nodes = nodes_of(true);
    if (nodes.empty()) return;
    Node const node = any_of(nodes);
    bool const is_radio = node.role == surface::Role::radio;
    std::string const key{is_radio ? node.get(Attribute::name) : node.key};
    may_lose_.one = draft_of(key);
    if (node.role == surface::Role::file) {
      host_.send(FileChosen{key, any_text(), pick(20'000'000)});
    } else if (node.role == surface::Role::checkbox) {
      host_.send(FieldChanged{key, pick(2) == 0 ? "true" : "false"});
    } else {
      host_.send(FieldChanged{key, is_radio ? std::string{node.get(Attribute::value)} : any_text()});
    }
  }

  void answer() {
    if (host_.waiting.empty()) return;
    EffectId const id = host_.waiting.front();
    for (auto const& [key, draft] : host_.state.drafts) {
      if (draft.sending == Sending::posting && draft.waiting_for == id) may_lose_.one = key;
    }
    // Another person, or somebody the district does not know: what was written is not theirs.
    if (host_.state.me.phase == Phase::loading && host_.state.me.waiting_for == id) may_lose_.all = true;
    auto const& recorded = any_of(recorded_answers()).second;
    switch (pick(6)) {
      case 0: {
        static std::vector<std::int32_t> const statuses{0,   -1,  200, 201, 301, 400, 401,
                                                        403, 404, 409, 413, 500, 503, 9};
        host_.answer_with(any_of(statuses), any_text());
        break;
      }
      case 1: {
        // A body with a byte changed.
        std::string body = recorded.body;
        body[pick(body.size())] = static_cast<char>(pick(256));
        host_.answer_with(recorded.status, std::move(body));
        break;
      }
      default:
        fitting_answer(recorded);
        break;
    }
  }

  // Mostly what the district would say, so that walks get far.
  void fitting_answer(RecordedAnswer const& any) {
    EffectId const id = host_.waiting.front();
    State const& s = host_.state;
    if (s.me.phase == Phase::loading && s.me.waiting_for == id) {
      static std::vector<std::string_view> const people{"parent", "parent", "parent who is an employee", "staff"};
      return host_.answer(any_of(people));
    }
    if (s.record.waiting_for == id) return host_.answer("record");
    if (s.queue.waiting_for == id) return host_.answer("queue");
    if (s.requests.waiting_for == id) return host_.answer("requests");
    if (s.request.waiting_for == id) {
      return host_.answer(s.me.value.role == Role::staff ? "correction for staff" : "correction triaged");
    }
    host_.answer_with(any.status, any.body);
  }

  void something_else() {
    switch (pick(6)) {
      case 0:
        host_.send(PageRecalled{static_cast<std::uint32_t>(pick(host_.state.pages.size() + 2))});
        break;
      case 1:
        host_.send(Dismissed{any_text()});
        break;
      case 2:
        host_.now_ms += static_cast<InstantMs>(pick(2'000'000));
        host_.send(Woke{});
        break;
      case 3:
        host_.send(Answered{static_cast<EffectId>(pick(100)), 200, any_text()});
        break;
      case 4:
        host_.send(UploadProgressed{static_cast<EffectId>(pick(100)), pick(100), pick(50)});
        break;
      default:
        host_.send(SignInFailed{any_text()});
        break;
    }
  }

  void check_drafts(State const& before) {
    if (may_lose_.all) return;
    for (auto const& [key, draft] : before.drafts) {
      if (key == may_lose_.one || !is_touched(draft)) continue;
      INFO(key);
      auto const found = host_.state.drafts.find(key);
      REQUIRE(found != host_.state.drafts.end());
      for (Change const& change : draft.changes) {
        auto const kept = std::ranges::find(found->second.changes, change.entry_id, &Change::entry_id);
        REQUIRE(kept != found->second.changes.end());
        CHECK(kept->new_value == change.new_value);
      }
      CHECK(found->second.reason == draft.reason);
      CHECK(found->second.hearing_place == draft.hearing_place);
    }
  }

  // A page that ends now, comes back and is signed in to by the same person shows what was written.
  void check_kept() {
    State const& now = host_.state;
    // A browser hands over UTF-8 alone; JSON can keep nothing else.
    if (now.me.value.id.empty() || find_invalid_utf8(now.kept) != std::string_view::npos) return;
    Saved const kept = restore(now.kept);
    for (auto const& [key, draft] : now.drafts) {
      if (!is_touched(draft)) continue;
      INFO(key);
      CHECK(kept.person_id == now.me.value.id);
      REQUIRE(kept.drafts.contains(key));
      CHECK(kept.drafts.at(key).reason == draft.reason);
    }
  }

  struct Loss {
    bool all = false;
    std::string one;
  };

  std::mt19937_64 engine_;
  Host host_;
  surface::Tree page_;
  Loss may_lose_;
};

}  // namespace

TEST_CASE("random people and networks") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    Walker walker{seed};
    for (int i = 0; i < 250; ++i) walker.step();
  }
}
