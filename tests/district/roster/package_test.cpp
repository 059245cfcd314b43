#include "district/roster/package.hpp"

#include <fstream>

#include "tests/support/roster_package.hpp"

using namespace hallpass;
using roster::Limits;
using roster::Package;

namespace {

void write_file(std::string const& path, std::string const& bytes) {
  std::ofstream{path, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

Result<std::string> content_of(Package& package, std::string const& file) {
  std::string content;
  HALLPASS_CHECK(package.read(file, [&](std::string_view piece) -> Result<void> {
    content += piece;
    return {};
  }));
  return content;
}

}  // namespace

TEST_CASE("a package is read file by file, in any order, twice") {
  TemporaryFolder const folder;
  std::string const big(300'000, 'x');
  write_zip(folder.file("p.zip"), std::vector<ZipEntry>{{"users.csv", "abc"}, {"orgs.csv", big}});
  auto package = Package::open(folder.file("p.zip"), {});
  REQUIRE(package);
  CHECK(package->files() == std::vector<std::string>{"users", "orgs"});
  CHECK(package->has("orgs"));
  CHECK_FALSE(package->has("org"));
  CHECK(content_of(*package, "orgs").value() == big);
  CHECK(content_of(*package, "users").value() == "abc");
  CHECK(content_of(*package, "orgs").value() == big);
}

TEST_CASE("a package with tricks in its names or kinds is refused") {
  TemporaryFolder const folder;
  auto const path = folder.file("p.zip");
  for (auto const& name : {"../users.csv", "/etc/users.csv", "a/users.csv", "..csv", ".csv", "users.txt", "users.csv ",
                           "us ers.csv", "users.CSV", "C:\\users.csv", "users1.csv", "__MACOSX/users.csv",
                           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.csv"}) {
    CAPTURE(name);
    write_zip(path, std::vector<ZipEntry>{{"orgs.csv", "x"}, {name, "y"}});
    auto const package = Package::open(path, {});
    REQUIRE_FALSE(package);
    CHECK(package.error().code == ErrorCode::malformed);
    CHECK(package.error().where == "package entry 2");
  }
  write_zip(path, std::vector<ZipEntry>{{"users.csv", "/etc/passwd", AE_IFLNK}});
  CHECK(Package::open(path, {}).error().where == "package entry 1");
  write_zip(path, std::vector<ZipEntry>{{"users.csv", "", AE_IFDIR}});
  CHECK(Package::open(path, {}).error().where == "package entry 1");
  write_zip(path, std::vector<ZipEntry>{{"users.csv", "1"}, {"users.csv", "2"}});
  CHECK(Package::open(path, {}).error().where == "package entry 2");
}

TEST_CASE("what is no zip, or a damaged one, is refused") {
  TemporaryFolder const folder;
  auto const path = folder.file("p.zip");
  CHECK(Package::open(path, {}).error().code == ErrorCode::not_found);
  CHECK(Package::open(folder.file(""), {}).error().code == ErrorCode::not_found);
  for (auto const& bytes :
       {std::string{}, std::string{"hello"}, std::string{"PK\x05\x06", 4} + std::string(18, '\0')}) {
    write_file(path, bytes);
    CHECK(Package::open(path, {}).error().code == ErrorCode::malformed);
  }
  std::string content;
  for (int i = 0; i < 20'000; ++i) content += std::to_string(i * 7919) + ",";
  write_zip(path, std::vector<ZipEntry>{{"users.csv", content}});
  auto const good = read_file(path);
  int refused = 0;
  for (std::size_t at = 0; at < good.size(); at += 97) {
    for (auto const cut : {false, true}) {
      auto bytes = good;
      if (cut) {
        bytes.resize(at);
      } else {
        bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
      }
      write_file(path, bytes);
      auto package = Package::open(path, {});
      if (!package) {
        ++refused;
        continue;
      }
      auto const read =
          package->has("users") ? content_of(*package, "users") : Result<std::string>{fail(ErrorCode::malformed, "")};
      if (!read) ++refused;
      // Whatever is given out is what was packed: a checksum guards it.
      if (read) CHECK(*read == content);
    }
  }
  CHECK(refused > 100);
}

TEST_CASE("a package that unpacks to too much is refused while it is read, in constant memory") {
  TemporaryFolder const folder;
  auto const path = folder.file("p.zip");
  std::string const zeros(20'000'000, '0');
  write_zip(path, std::vector<ZipEntry>{{"users.csv", zeros}});
  REQUIRE(read_file(path).size() < 50'000);
  auto bomb = Package::open(path, {});
  REQUIRE(bomb);
  std::size_t taken = 0;
  auto const result = bomb->read("users", [&](std::string_view piece) -> Result<void> {
    taken += piece.size();
    return {};
  });
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::too_large);
  CHECK(result.error().where == "users.csv");
  CHECK(taken <= Limits{}.unpacked_free_bytes);
  CHECK(Package::open(path, {.package_bytes = 1000}).error().code == ErrorCode::too_large);
  write_zip(path, std::vector<ZipEntry>{{"a.csv", ""}, {"b.csv", ""}, {"c.csv", ""}});
  CHECK(Package::open(path, {.files = 3}));
  CHECK(Package::open(path, {.files = 2}).error().code == ErrorCode::too_large);
}
