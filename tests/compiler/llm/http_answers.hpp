// Answers of services, written out, and who was asked.
#pragma once

#include "compiler/llm/codec.hpp"

#include <string>
#include <string_view>

namespace stratgen {

inline HttpAnswer http_answer(int status, std::string body,
                              std::string content_type = "application/json") {
  return {.status = status,
          .headers = {{"content-type", std::move(content_type)}},
          .body = std::move(body),
          .seconds = 1.5};
}

inline Endpoint endpoint_at(std::string base_url) {
  return {.base_url = std::move(base_url),
          .key = "sk-test-0123456789abcdef",
          .model = "model-1",
          .max_output = 4096};
}

inline Request request_with(std::string schema) {
  Request request;
  request.task = Task::ExtractSpec;
  request.system = "You read documents.";
  request.user = "# SMA\n\"cross\"";
  request.schema = std::move(schema);
  return request;
}

}  // namespace stratgen
