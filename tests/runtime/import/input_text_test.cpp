#include "runtime/import/input_text.hpp"

#include "runtime/base/file.hpp"

#include <doctest/doctest.h>

#include <zlib.h>

#include <filesystem>
#include <string>

namespace stratgen {
namespace {

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / "stratgen input text test";
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }

  std::filesystem::path with(std::string_view content) const {
    const std::filesystem::path file = path / "file.csv";
    REQUIRE(write_file(file, content));
    return file;
  }
};

std::string gzip(std::string_view text) {
  std::string packed(compressBound(static_cast<uLong>(text.size())) + 32, '\0');
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string input(text);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST_CASE("plain text, byte-order marks, UTF-16 in both orders, gzip in two members") {
  const Folder folder;
  CHECK(InputText::open(folder.with("a,b\n"))->text() == "a,b\n");
  CHECK(InputText::open(folder.with("\xEF\xBB\xBF"
                                    "a,b\n"))
            ->text() == "a,b\n");
  using std::string_literals::operator""s;
  CHECK(InputText::open(folder.with("\xFF\xFE"
                                    "a\0\xFC\0"s))
            ->text() == "aü");
  CHECK(InputText::open(folder.with("\xFE\xFF"
                                    "\0a\0\xFC"s))
            ->text() == "aü");
  const auto packed = InputText::open(folder.with(gzip("a,b\n") + gzip("1,2\n")));
  REQUIRE(packed);
  CHECK(packed->text() == "a,b\n1,2\n");
  CHECK(packed->encoding() == "gzip");
}

TEST_CASE("what is no text is refused with what it is") {
  const Folder folder;
  const auto message = [&folder](std::string_view content) {
    const auto input = InputText::open(folder.with(content));
    REQUIRE(!input);
    return input.error().message;
  };
  CHECK(message("PK\x03\x04zip").find("a zip archive or an Excel workbook") != std::string::npos);
  CHECK(message("<!DOCTYPE html>").find("a web page") != std::string::npos);
  CHECK(message("PAR1").find("Parquet") != std::string::npos);
  CHECK(message(std::string("a\0b", 3)).find("byte 1 is 0") != std::string::npos);
  CHECK(message("").find("the file is empty") != std::string::npos);
  const std::string whole = gzip("a,b\n1,2\n");
  CHECK(message(whole.substr(0, whole.size() - 4)).find("damaged or cut off") != std::string::npos);
  CHECK(InputText::open(folder.path).error().message.find("it is a folder") != std::string::npos);
  CHECK(!InputText::open(folder.path / "nowhere.csv"));
}

}  // namespace
}  // namespace stratgen
