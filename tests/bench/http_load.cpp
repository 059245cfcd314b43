// http_load PORT CONNECTIONS SECONDS REQUESTS: sends a file's requests over that many connections, each waiting for its
// answer before it sends the next. One line: answers per second, the 50th and 99th percentile in milliseconds, how many
// were not 2xx, and how many requests of the file were used. Requests stand one after the other, each behind its length
// in bytes and a line break; the file is used up where it must not be repeated (a POST), and begun again with --repeat.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;

struct Load {
  std::vector<std::string> requests{};
  bool repeat = false;
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> failed{0};
  Clock::time_point until{};

  // Empty when there are no more.
  [[nodiscard]] std::string_view take() {
    auto const at = next.fetch_add(1);
    if (at >= requests.size() && !repeat) return {};
    return requests[at % requests.size()];
  }
};

std::vector<std::string> read_requests(char const* path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> requests;
  std::string length;
  while (std::getline(file, length)) {
    std::string request(std::strtoul(length.c_str(), nullptr, 10), '\0');
    file.read(request.data(), static_cast<std::streamsize>(request.size()));
    requests.push_back(std::move(request));
  }
  return requests;
}

void run(Load& load, unsigned short port, std::vector<double>& latencies) {
  asio::io_context context;
  asio::ip::tcp::socket socket(context);
  socket.connect({asio::ip::address_v4::loopback(), port});
  socket.set_option(asio::ip::tcp::no_delay(true));
  boost::beast::flat_buffer buffer;
  while (Clock::now() < load.until) {
    auto const request = load.take();
    if (request.empty()) return;
    auto const start = Clock::now();
    asio::write(socket, asio::buffer(request));
    http::response<http::string_body> response;
    http::read(socket, buffer, response);
    latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    if (response.result_int() / 100 != 2) load.failed.fetch_add(1);
  }
}

double percentile(std::vector<double> const& sorted, double part) {
  return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

int main(int count, char** arguments) try {
  if (count < 5) return 2;
  Load load{.requests = read_requests(arguments[4]), .repeat = count > 5};
  if (load.requests.empty()) return 2;
  auto const port = static_cast<unsigned short>(std::strtoul(arguments[1], nullptr, 10));
  std::vector<std::vector<double>> latencies(std::strtoul(arguments[2], nullptr, 10));
  auto const start = Clock::now();
  load.until = start + std::chrono::seconds(std::strtoul(arguments[3], nullptr, 10));
  {
    std::vector<std::jthread> threads;
    threads.reserve(latencies.size());
    for (auto& own : latencies) threads.emplace_back([&] { run(load, port, own); });
  }
  double const seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::vector<double> all;
  for (auto const& own : latencies) all.insert(all.end(), own.begin(), own.end());
  std::ranges::sort(all);
  std::printf("%.1f %.3f %.3f %zu %zu\n", static_cast<double>(all.size()) / seconds, percentile(all, 0.5),
              percentile(all, 0.99), load.failed.load(), all.size());
  return 0;
} catch (std::exception const& failure) {
  std::fprintf(stderr, "http_load: %s\n", failure.what());
  return 1;
}
