#include "tools/cli/doctor_call.hpp"

#include <random>

namespace stratgen {

Result<DoctorCall> call_once(const Provider& provider, const std::atomic<bool>& interrupted) {
  constexpr int short_answer = 64;  // tokens
  Request request;
  request.system = "You answer with one word.";
  request.user = "Say: ready";
  Endpoint endpoint = provider.endpoint;
  endpoint.max_output = short_answer;

  const auto codec = make_codec(provider.codec);
  HttpClient client(HttpLimits{.first_byte_seconds = 60});
  HttpService service(provider.name, client, provider.limits, RetryPolicy{.tries = 2}, interrupted,
                      std::random_device{}());
  STRATGEN_TRY(
      const ServiceAnswer answered,
      service.call(
          {.request = codec->http(codec->body(request, endpoint, SchemaMode::Stated), endpoint),
           .read = [&](const HttpAnswer& answer) { return codec->read(answer, endpoint); }}));
  DoctorCall call;
  call.usage = codec->usage(answered.answer);
  call.cost = cost(call.usage, provider.model.prices);
  call.seconds = answered.answer.seconds;
  return call;
}

}  // namespace stratgen
