#include "runtime/alpaca/failure.hpp"

#include "runtime/fetch/answers.hpp"

namespace stratgen {
namespace {

SourceAccess keys_of(const AlpacaAccess& access) {
  return {.base_url = {}, .key = access.key, .secret = access.secret};
}

}  // namespace

std::string failure_words(const HttpAnswer& answer, const AlpacaAccess& access) {
  std::string words = read_status(answer, keys_of(access)).why;
  if (answer.status == 401) {
    if (words.ends_with('.')) words.pop_back();
    words +=
        "; look at APCA_API_KEY_ID and APCA_API_SECRET_KEY: those of paper trading are others "
        "than those for money";
  }
  return words;
}

Reading failed_reading(const HttpAnswer& answer, const AlpacaAccess& access) {
  Reading reading = read_status(answer, keys_of(access));
  reading.why = failure_words(answer, access);
  const bool redirect = answer.status / 100 == 3;
  if (redirect) reading.disposition = Disposition::Retry;
  if (reading.disposition == Disposition::Closed) reading.disposition = Disposition::Refused;
  return reading;
}

Reading broken_reading(const HttpAnswer& answer, const AlpacaAccess& access) {
  return broken(answer, keys_of(access));
}

}  // namespace stratgen
