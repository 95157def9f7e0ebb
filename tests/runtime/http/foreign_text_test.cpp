#include "runtime/http/foreign_text.hpp"

#include "runtime/base/text_position.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace stratgen;

TEST_CASE("a short text stays as it is") {
  CHECK(foreign_text("Rate limit reached for gpt-5.", "secret-key") ==
        "Rate limit reached for gpt-5.");
  CHECK(foreign_text("naïve – 日本", "") == "naïve – 日本");
  CHECK(foreign_text("", "secret-key").empty());
}

TEST_CASE("controls and line ends become one space") {
  CHECK(foreign_text("a\r\n\t b\x1b[31mred\x07", "") == "a b [31mred");
  CHECK(foreign_text("\n\n a", "") == "a");
  // U+0085, U+202E (right to left) and U+FEFF
  CHECK(foreign_text("a\xc2\x85z\xe2\x80\xaey\xef\xbb\xbfx", "") == "a z y x");
  CHECK(foreign_text(std::string("a\0b", 3), "") == "a?b");
}

TEST_CASE("bytes that are not UTF-8 become question marks") {
  CHECK(foreign_text("a\xff\xfe"
                     "b\xc3",
                     "") == "a??b?");
}

TEST_CASE("a long text is cut at 200 characters, not bytes") {
  std::string umlauts;
  for (int i = 0; i < 201; ++i) umlauts += "ü";
  const std::string cut = foreign_text(umlauts, "");
  CHECK(cut.size() == 197 * 2 + 3);  // 197 characters of two bytes, and three dots
  CHECK(cut.ends_with("ü..."));
  CHECK(foreign_text(std::string(200, 'x'), "") == std::string(200, 'x'));
  CHECK(foreign_text(std::string(1'000'000, 'x'), "").size() == 200);
}

TEST_CASE("a key is not repeated") {
  const std::string key = "hf_AbCdEf123456";
  CHECK(foreign_text("key hf_AbCdEf123456 is bad", key) == "key [key] is bad");
  CHECK(foreign_text("key \"hf_AbCdEf123456\", again: hf_AbCdEf123456", key) ==
        "key \"[key]\", again: [key]");
  SUBCASE("nor a piece of it") {
    CHECK(foreign_text("it ends with Ef123456", key) == "it ends with [key]");
    CHECK(foreign_text("begins hf_AbC...", key) == "begins [key]");
  }
  SUBCASE("nor half of it starred out") {
    CHECK(foreign_text("Incorrect API key provided: hf_A****3456. See", key) ==
          "Incorrect API key provided: [key] See");
  }
  SUBCASE("nor another that looks like one") {
    CHECK(foreign_text("Incorrect API key provided: sk-abc***xyz. You", "") ==
          "Incorrect API key provided: [key] You");
    CHECK(foreign_text("(sk-proj-1234)", "") == "([key])");
  }
  SUBCASE("words that only resemble one stay") {
    CHECK(foreign_text("risk-free, task-based, ask", "sk-live-999999") ==
          "risk-free, task-based, ask");
  }
}

TEST_CASE("a key with blanks, or shorter than a piece, goes as a whole") {
  CHECK(foreign_text("it is: my key 1!", "my key 1") == "it is: [key]!");
  CHECK(foreign_text("it is: abc.", "abc") == "it is: [key].");
}

TEST_CASE("no text of a service gets a piece of the key through") {
  std::mt19937 random(1);
  const std::string key = "k0-QwErTyUiOpAsDfGh";
  const auto pick = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    while (text.size() < 300) {
      if (pick(3) == 0) {
        const std::size_t begin = pick(key.size());
        text += key.substr(begin, 1 + pick(key.size() - begin));
      } else {
        text += static_cast<char>(pick(256));
      }
    }
    const std::string clean = foreign_text(text, key);
    CHECK_FALSE(first_bad_byte(clean));
    for (std::size_t at = 0; at + 6 <= key.size(); ++at) {
      CHECK(clean.find(key.substr(at, 6)) == clean.npos);
    }
  }
}

TEST_CASE("an answer loses the key, and nothing for a key that could be a word") {
  const std::string key = "sk-test-0123456789abcdef";
  CHECK(without_secret("a " + key + ", b " + key, key) == "a [key], b [key]");
  CHECK(without_secret("ollama runs sk-other", "ollama") == "ollama runs sk-other");
  CHECK(without_secret("nothing", "") == "nothing");
}
