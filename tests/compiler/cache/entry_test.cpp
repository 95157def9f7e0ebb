#include "compiler/cache/entry.hpp"

#include "runtime/base/hash.hpp"
#include "tests/compiler/cache/objects.hpp"

using namespace stratgen;

TEST_CASE("an object reads back as it was, without its times") {
  CompiledObject object = some_object();
  object.times.parse.wall_ms = 4;
  const auto back = decode_entry(encode_entry(key(), object), key());
  REQUIRE(back);
  CHECK(same(*back, object));
  CHECK(back->times.total().wall_ms == 0);
  const auto empty = decode_entry(encode_entry(key(), {}), key());
  REQUIRE(empty);
  CHECK(same(*empty, {}));
}

TEST_CASE("cut off anywhere, or longer by a byte, it is nothing") {
  const std::string bytes = encode_entry(key(), some_object());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(decode_entry(std::string_view(bytes).substr(0, size), key()));
  }
  CHECK_FALSE(decode_entry(bytes + '\0', key()));
}

TEST_CASE("with any bit flipped it is nothing") {
  const std::string bytes = encode_entry(key(), some_object());
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    CAPTURE(bit);
    CHECK_FALSE(decode_entry(flipped, key()));
  }
}

TEST_CASE("under another key it is nothing") {
  CHECK_FALSE(decode_entry(encode_entry(key('a'), some_object()), key('b')));
}

TEST_CASE("lengths that lie under a right hash are nothing") {
  // Magic, key, hash, and in the rest a length that is more than there is.
  const std::string whole = encode_entry(key(), some_object());
  constexpr std::size_t head = 18 + 64 + 64;
  for (const char length : {'\xff', '\x7f', '\x0c'}) {  // the class name has 11 bytes
    std::string rest = whole.substr(head);
    rest[0] = length;
    CHECK_FALSE(decode_entry(whole.substr(0, 18 + 64) + sha256(rest) + rest, key()));
    rest.replace(0, 8, std::string(8, length));
    CHECK_FALSE(decode_entry(whole.substr(0, 18 + 64) + sha256(rest) + rest, key()));
  }
}
