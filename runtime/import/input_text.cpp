#include "runtime/import/input_text.hpp"

#include <fmt/format.h>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <system_error>
#include <utility>

namespace stratgen {
namespace {

constexpr std::size_t most_unpacked = std::size_t{8} << 30;

struct Magic {
  std::string_view bytes;
  std::string_view what;
};
constexpr std::array<Magic, 9> magics = {{{"PK\x03\x04",
                                           "a zip archive or an Excel workbook; unpack "
                                           "it or save the sheet as CSV"},
                                          {"\xD0\xCF\x11\xE0",
                                           "an old Excel workbook; save the sheet "
                                           "as CSV"},
                                          {"PAR1", "a Parquet file; write it as CSV"},
                                          {"SQLite format 3",
                                           "an SQLite database; write the table as "
                                           "CSV"},
                                          {"\x28\xB5\x2F\xFD", "packed with zstd; unpack it"},
                                          {"BZh", "packed with bzip2; unpack it"},
                                          {"\xFD\x37zXZ", "packed with xz; unpack it"},
                                          {"\x89HDF", "an HDF5 file; write it as CSV"},
                                          {"%PDF", "a PDF; find the table as CSV"}}};

tl::unexpected<Error> refused(const std::filesystem::path& path, std::string_view what) {
  return fail(Fault::Data, fmt::format("{}: {}", path.string(), what));
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return result;
}

Result<void> check_is_text(const std::filesystem::path& path, std::string_view text) {
  for (const Magic& magic : magics) {
    if (text.starts_with(magic.bytes)) return refused(path, fmt::format("this is {}", magic.what));
  }
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return refused(path, "the file is empty");
  const std::string head = lower(text.substr(first, 15));
  if (head.starts_with("<!doctype") || head.starts_with("<html") || head.starts_with("<?xml")) {
    return refused(path,
                   "this is a web page or XML, not a table of bars; the download may have "
                   "failed");
  }
  const std::string_view sample = text.substr(0, 4096);
  if (const std::size_t zero = sample.find('\0'); zero != std::string_view::npos) {
    return refused(path, fmt::format("byte {} is 0, so this is not text", zero));
  }
  return {};
}

Result<std::string> gunzip(const std::filesystem::path& path, std::string_view packed) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK)
    return refused(path, "there is no memory to unpack it");
  std::string text;
  text.reserve(packed.size() * 4);
  std::array<char, 1 << 16> piece;
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
  std::size_t left = packed.size();
  int status = Z_OK;
  while (status == Z_OK || (status == Z_STREAM_END && left + stream.avail_in > 0)) {
    if (status == Z_STREAM_END) inflateReset(&stream);  // members one after the other
    if (stream.avail_in == 0) {
      stream.avail_in = static_cast<uInt>(std::min<std::size_t>(left, 1U << 30));
      left -= stream.avail_in;
    }
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = piece.size();
    status = inflate(&stream, Z_NO_FLUSH);
    text.append(piece.data(), piece.size() - stream.avail_out);
    if (text.size() > most_unpacked) status = Z_MEM_ERROR;
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END) {
    return refused(path, status == Z_MEM_ERROR
                             ? "unpacked it has more than 8 GB; unpack and split it"
                             : "the gzip data is damaged or cut off");
  }
  return text;
}

void append_utf8(std::uint32_t code, std::string& text) {
  const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

// Of text that begins with its byte-order mark. Half of a surrogate pair becomes U+FFFD.
std::string from_utf16(std::string_view bytes) {
  const bool little = bytes.starts_with("\xFF\xFE");
  const auto unit = [bytes, little](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<std::uint32_t>(little ? a | (b << 8) : b | (a << 8));
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 2; at + 1 < bytes.size(); at += 2) {
    std::uint32_t code = unit(at);
    if (code >= 0xD800 && code < 0xE000) {
      const bool pair =
          code < 0xDC00 && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000;
      if (pair) {
        code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
        at += 2;
      } else {
        code = 0xFFFD;
      }
    }
    append_utf8(code, text);
  }
  return text;
}

}  // namespace

Result<InputText> InputText::open(const std::filesystem::path& path) {
  InputText input;
  std::error_code ec;
  if (std::filesystem::exists(path, ec) && !std::filesystem::is_regular_file(path, ec)) {
    const bool folder = std::filesystem::is_directory(path, ec);
    return fail(Fault::Data, fmt::format("cannot read {}: it is {}", path.string(),
                                         folder ? "a folder" : "not a file"));
  }
  STRATGEN_TRY(input.mapped_, MappedFile::open(path));
  const std::span<const std::byte> bytes = input.mapped_->bytes();
  input.text_ = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  if (input.text_.starts_with("\x1F\x8B")) {
    STRATGEN_TRY(std::string text, gunzip(path, input.text_));
    input.unpacked_ = std::make_unique<std::string>(std::move(text));
    input.text_ = *input.unpacked_;
    input.encoding_ = "gzip";
    input.mapped_.reset();
  }
  if (input.text_.starts_with("\xFF\xFE") || input.text_.starts_with("\xFE\xFF")) {
    input.unpacked_ = std::make_unique<std::string>(from_utf16(input.text_));
    input.text_ = *input.unpacked_;
    input.encoding_ += input.encoding_.empty() ? "UTF-16" : ", UTF-16";
    input.mapped_.reset();
  }
  if (input.text_.starts_with("\xEF\xBB\xBF")) input.text_.remove_prefix(3);
  STRATGEN_CHECK(check_is_text(path, input.text_));
  return input;
}

}  // namespace stratgen
