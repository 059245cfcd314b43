#pragma once
// A PostgreSQL server of this program's own, started at first use and gone with it (tests/support/postgresql).

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "tests/support/temporary_folder.hpp"

namespace hallpass {

class PostgresqlServer {
 public:
  PostgresqlServer() { start(); }
  PostgresqlServer(PostgresqlServer const&) = delete;
  PostgresqlServer& operator=(PostgresqlServer const&) = delete;
  ~PostgresqlServer() { stop(); }

  static PostgresqlServer& shared() {
    static PostgresqlServer server;
    return server;
  }

  [[nodiscard]] std::string url(std::string const& database) const {
    return "postgresql:///" + database + "?host=" + folder_.file("") + "&user=hallpass";
  }
  [[nodiscard]] std::string folder() const { return folder_.file(""); }

  // As at a machine's shutdown: who is connected is cut off.
  void stop() {
    if (child_ <= 0) return;
    kill(child_, SIGINT);
    waitpid(child_, nullptr, 0);
    child_ = 0;
  }

  // Starts the same server again after stop().
  void start() {
    child_ = fork();
    REQUIRE(child_ >= 0);
    if (child_ == 0) {
      execl(HALLPASS_SOURCE_DIR "/tests/support/postgresql", "postgresql", folder_.file("").c_str(), nullptr);
      _exit(127);
    }
    constexpr int most_polls = 1200;  // a minute
    for (int poll = 0; poll < most_polls && !is_ready(); ++poll) {
      REQUIRE(waitpid(child_, nullptr, WNOHANG) == 0);  // it has said why
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    REQUIRE(is_ready());
  }

 private:
  [[nodiscard]] bool is_ready() const {
    std::ifstream file{folder_.file("data/postmaster.pid")};
    std::string line;
    std::string last;
    while (std::getline(file, line)) last = line;
    return last.starts_with("ready");
  }

  TemporaryFolder folder_{};
  pid_t child_ = 0;
};

}  // namespace hallpass
