// One tiny question to a service, by the way that all others take, so that key, model and address
// are known to be right.
#pragma once

#include "compiler/llm/providers.hpp"

#include <atomic>

namespace stratgen {

struct DoctorCall {
  Usage usage;
  double cost = 0.0;  // dollars
  double seconds = 0.0;
};

// An answer that is cut or refused by the model is one: it was the service's. Errors are
// Fault::Service or Fault::Interrupted.
Result<DoctorCall> call_once(const Provider& provider, const std::atomic<bool>& interrupted);

}  // namespace stratgen
