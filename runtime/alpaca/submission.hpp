// What became of an order that was sent, by the answer or by the lack of one.
#pragma once

#include "runtime/alpaca/access.hpp"
#include "runtime/http/http_client.hpp"
#include "runtime/trade/brokerage.hpp"

#include <cstdint>
#include <string_view>

namespace stratgen {

// `epoch`: now, in seconds since 1970. Alpaca refuses an order with a code of eight digits, mostly
// with the status 403; an answer without one comes from somebody else and says that nothing can be
// sent: wrong keys, another server. What may have been done is Unknown.
Submission submission_of(const HttpAnswer& answer, std::string_view client_order_id,
                         const AlpacaAccess& access, std::int64_t epoch);

Submission submission_of(const TransportError& error);

}  // namespace stratgen
