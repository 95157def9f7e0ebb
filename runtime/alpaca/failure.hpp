// What an answer says that is not the one asked for.
#pragma once

#include "runtime/alpaca/access.hpp"
#include "runtime/http/http_service.hpp"

#include <string>

namespace stratgen {

// Its status and words, without a key; of wrong keys also where to look.
std::string failure_words(const HttpAnswer& answer, const AlpacaAccess& access);

// Of a read, which may be made again. A redirect is of somebody in between and passes, as do 408,
// 429 and 5xx; the rest refuses this call, and none closes the service: the keys' owner may mend
// them.
Reading failed_reading(const HttpAnswer& answer, const AlpacaAccess& access);

// An answer with a good status whose body is no JSON.
Reading broken_reading(const HttpAnswer& answer, const AlpacaAccess& access);

}  // namespace stratgen
