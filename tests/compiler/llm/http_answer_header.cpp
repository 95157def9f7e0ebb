// HttpAnswer::header, until the library of runtime/http has it.
#include "runtime/http/http_client.hpp"

namespace stratgen {

std::string_view HttpAnswer::header(std::string_view name) const {
  for (const HttpHeader& header : headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

}  // namespace stratgen
