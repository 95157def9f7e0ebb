#include "compiler/llm/service_error.hpp"

#include "tests/compiler/llm/http_answers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace stratgen;

namespace {

const Endpoint endpoint = endpoint_at("https://api.example.com/v1");

Reading failure(const HttpAnswer& answer) {
  return read_failure(answer, endpoint, "check the base URL");
}

Disposition disposition(int status, std::string body = R"({"error":{"message":"m","type":"t"}})") {
  return failure(http_answer(status, std::move(body))).disposition;
}

std::string why(int status, std::string body, std::string type = "application/json") {
  return failure(http_answer(status, std::move(body), std::move(type))).why;
}

}  // namespace

TEST_CASE("what may pass is tried again") {
  for (const int status : {408, 409, 429, 500, 502, 503, 504, 520, 529}) {
    CAPTURE(status);
    CHECK(disposition(status) == Disposition::Retry);
  }
}

TEST_CASE("what is wrong with the request is refused") {
  for (const int status : {400, 404, 405, 413, 415, 422}) {
    CAPTURE(status);
    CHECK(disposition(status) == Disposition::Refused);
  }
}

TEST_CASE("without a good key or money the service is closed") {
  for (const int status : {401, 402, 403}) {
    CAPTURE(status);
    CHECK(disposition(status) == Disposition::Closed);
  }
  CHECK(
      disposition(
          429,
          R"({"error":{"message":"m","type":"insufficient_quota","code":"insufficient_quota"}})") ==
      Disposition::Closed);
  CHECK(disposition(429, R"({"error":{"message":"m","type":"insufficient_quota"}})") ==
        Disposition::Closed);
  CHECK(disposition(400, R"({"type":"error","error":{"type":"invalid_request_error",
                             "message":"Your credit balance is too low to access the API."}})") ==
        Disposition::Closed);
}

TEST_CASE("a service that asks not to be tried again is obeyed") {
  HttpAnswer answer = http_answer(500, "{}");
  answer.headers.push_back({"x-should-retry", "false"});
  CHECK(failure(answer).disposition == Disposition::Refused);
  answer.headers.back().value = "true";
  CHECK(failure(answer).disposition == Disposition::Retry);
}

TEST_CASE("the message names the status, the kind and what the service says") {
  // OpenAI, and Ollama below /v1
  CHECK(
      why(429,
          R"({"error":{"message":"Slow down.","type":"requests","param":null,"code":"rate_limit_exceeded"}})") ==
      "429 rate_limit_exceeded: Slow down.");
  // Anthropic
  CHECK(
      why(529,
          R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r"})") ==
      "529 overloaded_error: Overloaded");
  // llama.cpp: the code is a number
  CHECK(
      why(503, R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})") ==
      "503 unavailable_error: Loading model");
  // vLLM, older
  CHECK(
      why(400,
          R"({"object":"error","message":"Too long.","type":"BadRequestError","param":null,"code":400})") ==
      "400 BadRequestError: Too long.");
  // LM Studio, and Ollama below /api
  CHECK(why(400, R"({"error":"No models loaded"})") == "400: No models loaded");
  // FastAPI, which repeats the request
  CHECK(
      why(422,
          R"({"detail":[{"loc":["body","model"],"msg":"Field required","input":{"messages":"secret"}}]})") ==
      "422: [\"body\",\"model\"]: Field required");
  CHECK(why(418, R"({"detail":"No coffee"})") == "418: No coffee");
}

TEST_CASE("a body that is no JSON is described") {
  CHECK(why(502, "<html><h1>502</h1></html>", "text/html; charset=utf-8") == "502: an HTML page");
  CHECK(why(502, "\n<!DOCTYPE html>", "text/plain") == "502: an HTML page");
  CHECK(why(503, "", "text/plain") == "503: an empty body");
  CHECK(why(500, "upstream\nfailed", "text/plain") == "500: upstream failed");
  CHECK(why(500, "{\"error\": {\"mess") == "500: {\"error\": {\"mess");
  CHECK(why(500, "[]") == "500: []");
  CHECK(why(500, "{}") == "500: {}");
}

TEST_CASE("the key is in no message, even where the service repeats it") {
  const std::string key = endpoint.key;
  const std::vector<std::string> bodies = {
      R"({"error":{"message":"Incorrect API key provided: )" + key +
          R"(.","code":"invalid_api_key"}})",
      R"({"error":{"message":"Incorrect API key provided: sk-te***cdef.","code":"invalid_api_key"}})",
      R"({"error":{"message":"bad","code":")" + key + R"("}})",
      "Bearer " + key + " is not known",
      R"({"error":")" + key + R"("})",
      R"({"detail":")" + key + R"("})"};
  for (const std::string& body : bodies) {
    CAPTURE(body);
    const Reading reading = failure(http_answer(401, body));
    CHECK(reading.disposition == Disposition::Closed);
    CHECK(reading.why.find("[key]") != std::string::npos);
    CHECK(reading.why.find("sk-") == std::string::npos);
    CHECK(reading.why.find("cdef") == std::string::npos);
  }
}

TEST_CASE("a foreign text is short in a message") {
  CHECK(why(400, R"({"error":{"message":")" + std::string(100'000, 'x') + R"("}})").size() == 205);
}

TEST_CASE("404 says whether it is the model or the path") {
  CHECK(why(404,
            R"({"error":{"message":"The model `x` does not exist.","code":"model_not_found"}})") ==
        "404 model_not_found: The model `x` does not exist; choose another model than 'model-1'");
  CHECK(why(404, R"({"type":"error","error":{"type":"not_found_error","message":"model: x"}})") ==
        "404 not_found_error: model: x; choose another model than 'model-1'");
  CHECK(why(404, "404 page not found", "text/plain") ==
        "404: 404 page not found; check the base URL");
  CHECK(why(404, R"({"detail":"Not Found"})") == "404: Not Found; check the base URL");
  CHECK(why(405, "", "text/plain") == "405: an empty body; check the base URL");
}

TEST_CASE("a redirect is refused and names the host only") {
  const auto redirect = [](std::string to) {
    HttpAnswer answer = http_answer(307, "moved");
    answer.headers.push_back({"location", std::move(to)});
    return failure(answer);
  };
  CHECK(redirect("https://login.example.net:8443/path?token=1").disposition ==
        Disposition::Refused);
  const std::string tail = ", which is not followed; set the base URL to what answers itself";
  CHECK(redirect("https://login.example.net:8443/path?token=1").why ==
        "307: a redirect to login.example.net:8443" + tail);
  CHECK(redirect("https://user:word@example.net").why == "307: a redirect to example.net" + tail);
  CHECK(redirect("/elsewhere?key=1").why == "307: a redirect" + tail);
}

TEST_CASE("a 2xx without a completion is broken, and tried again") {
  const auto broken = [](std::string body, std::string type = "application/json") {
    const Reading reading =
        read_broken(http_answer(200, std::move(body), std::move(type)), endpoint);
    CHECK(reading.disposition == Disposition::Retry);
    return reading.why;
  };
  CHECK(broken("") == "200: an empty body instead of an answer");
  CHECK(broken("{\"choices\": [") == "200: a body that is not whole JSON instead of an answer");
  CHECK(broken("<html>", "text/html") == "200: an HTML page instead of an answer");
  CHECK(broken("{}") == "200: JSON without a completion instead of an answer");
  CHECK(broken(R"({"error":{"message":"Overloaded","type":"server_error"}})") ==
        "200 server_error: Overloaded (an error inside)");
  CHECK(broken(R"({"error":"Unexpected endpoint"})") ==
        "200: Unexpected endpoint (an error inside)");
}
