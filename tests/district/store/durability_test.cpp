// Nothing that was acknowledged is lost when the process dies.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <random>

#include "tests/district/store/homes.hpp"
#include "tests/district/store/samples.hpp"

using namespace hallpass;

namespace {

// Stores one request after the other, with a step and an attachment each, and writes a byte for each that is committed.
[[noreturn]] void store_until_killed(std::string const& place, int acknowledge, int round) {
  auto const store = store::open_store(place);
  if (!store) _exit(1);
  Bytes const ciphertext(20'000, 0xa5);
  for (int i = 0;; ++i) {
    auto const id = std::to_string(round) + "-" + std::to_string(i);
    auto const transaction = (*store)->begin(store::Access::write);
    if (!transaction || !(*transaction)->add_request(sample_request(id)) ||
        !(*transaction)
             ->add_step(id, {1, "parent", "P", "parent", records::Event::submit, records::State::submitted, "text"}) ||
        !(*transaction)->add_attachment({id, "parent", id, ciphertext.size(), 1}, ciphertext) ||
        !(*transaction)->commit()) {
      _exit(2);
    }
    char const done = '+';
    if (write(acknowledge, &done, 1) != 1) _exit(3);
  }
}

int acknowledged(int from) {
  std::array<char, 4096> bytes{};
  int count = 0;
  for (ssize_t got = 0; (got = read(from, bytes.data(), bytes.size())) > 0;) count += static_cast<int>(got);
  return count;
}

}  // namespace

TEMPLATE_TEST_CASE("kill -9 at a random moment loses nothing acknowledged and leaves nothing half done", "", SqliteHome,
                   PostgresqlHome) {
  TestType const home;
  std::mt19937 engine{11};
  int const rounds = std::getenv("HALLPASS_LONG") != nullptr ? 50 : 8;
  int total = 0;
  for (int round = 0; round < rounds; ++round) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    auto const child = fork();
    if (child == 0) {
      close(ends[0]);
      store_until_killed(home.place, ends[1], round);
    }
    close(ends[1]);
    char first = 0;
    REQUIRE(read(ends[0], &first, 1) == 1);
    usleep(std::uniform_int_distribution<useconds_t>{0, 150'000}(engine));
    REQUIRE(kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    auto const promised = 1 + acknowledged(ends[0]);
    close(ends[0]);
    total += promised;

    auto const store = home.open();
    auto const view = store->begin(store::Access::read).value();
    for (int i = 0; i < promised; ++i) {
      auto const id = std::to_string(round) + "-" + std::to_string(i);
      CAPTURE(id, promised);
      auto const request = view->request(id).value();
      REQUIRE(request);
      CHECK(request->reason == "because");
    }
    // The one that was under way is there whole or not at all.
    for (auto const& request : view->requests_of_student("student").value()) {
      CHECK(view->steps(request.id).value().size() == 1);
      CHECK(view->attachment_bytes(request.id).value().size() == 20'000);
    }
  }
  CHECK(total > rounds);
}
