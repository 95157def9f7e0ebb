#include "compiler/cache/entry.hpp"

#include "runtime/base/hash.hpp"

#include <cstdint>
#include <cstring>

namespace stratgen {
namespace {

constexpr std::string_view magic = "stratgen object 1\n";
constexpr std::size_t digits = 64;  // of a key, and of a hash

void put(std::string& bytes, std::uint64_t number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof number);
}

void put(std::string& bytes, std::string_view text) {
  put(bytes, std::uint64_t{text.size()});
  bytes += text;
}

// Takes values from the front; once something is missing, all that follows is empty.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    const std::string_view raw = take(sizeof value);
    if (!raw.empty()) std::memcpy(&value, raw.data(), sizeof value);
    return value;
  }
  std::string text() { return std::string(take(number())); }

  bool whole() const { return whole_; }
  bool at_end() const { return whole_ && rest_.empty(); }

 private:
  std::string_view take(std::uint64_t size) {
    whole_ = whole_ && size <= rest_.size();
    if (!whole_) return {};
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  std::string_view rest_;
  bool whole_ = true;
};

std::string encode_object(const CompiledObject& object) {
  std::string bytes;
  put(bytes, object.class_name);
  put(bytes, object.object);
  put(bytes, std::uint64_t{object.diagnostics.size()});
  for (const Diagnostic& each : object.diagnostics) {
    put(bytes, each.rule);
    put(bytes, each.file);
    put(bytes, static_cast<std::uint64_t>(each.line));
    put(bytes, static_cast<std::uint64_t>(each.column));
    put(bytes, each.message);
    put(bytes, each.hint);
  }
  return bytes;
}

std::optional<CompiledObject> decode_object(std::string_view bytes) {
  Reader reader(bytes);
  CompiledObject object;
  object.class_name = reader.text();
  object.object = reader.text();
  const std::uint64_t diagnostics = reader.number();
  for (std::uint64_t i = 0; i < diagnostics && reader.whole(); ++i) {
    Diagnostic each;
    each.rule = reader.text();
    each.file = reader.text();
    each.line = static_cast<int>(reader.number());
    each.column = static_cast<int>(reader.number());
    each.message = reader.text();
    each.hint = reader.text();
    object.diagnostics.push_back(std::move(each));
  }
  if (!reader.at_end()) return std::nullopt;
  return object;
}

}  // namespace

std::string encode_entry(std::string_view key, const CompiledObject& object) {
  const std::string rest = encode_object(object);
  std::string bytes(magic);
  bytes += key;
  bytes += sha256(rest);
  bytes += rest;
  return bytes;
}

std::optional<CompiledObject> decode_entry(std::string_view bytes, std::string_view key) {
  if (bytes.size() < magic.size() + 2 * digits) return std::nullopt;
  const std::string_view rest = bytes.substr(magic.size() + 2 * digits);
  const bool ours = bytes.starts_with(magic) && bytes.substr(magic.size(), digits) == key;
  if (!ours || bytes.substr(magic.size() + digits, digits) != sha256(rest)) return std::nullopt;
  return decode_object(rest);
}

}  // namespace stratgen
