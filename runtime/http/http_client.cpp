#include "runtime/http/http_client.hpp"

#include "runtime/http/http_transfer.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

namespace stratgen {
namespace {

// Safe from several threads at once since curl 7.84.
bool start_curl() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return started;
}

}  // namespace

// Transfers arrive in `arrived_`; from there on only the thread touches them, and whoever waits has
// the future.
class HttpClient::Driver {
 public:
  explicit Driver(const HttpLimits& limits) : limits_(limits), thread_([this] { drive(); }) {}

  ~Driver() {
    {
      // Locked until the wake-up is done: the thread frees the multi handle once it may stop.
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      curl_multi_wakeup(multi_.get());
    }
    thread_.join();
  }
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  Outcome send(const HttpRequest& request) {
    auto transfer = Transfer::make(request, limits_);
    if (!transfer) return tl::unexpected(std::move(transfer.error()));
    std::future<Outcome> outcome = (*transfer)->promise().get_future();
    {
      const std::lock_guard lock(mutex_);
      arrived_.push_back(std::move(*transfer));
    }
    curl_multi_wakeup(multi_.get());
    return outcome.get();
  }

 private:
  using Transfers = std::vector<std::unique_ptr<Transfer>>;

  void drive() {
    // The handlers of signals belong to other threads, and a connection that is gone is an error
    // here, not a SIGPIPE.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
    while (admit()) {
      int active = 0;
      curl_multi_perform(multi_.get(), &active);
      finish();
      expire();
      curl_multi_poll(multi_.get(), nullptr, 0, patience_ms(), nullptr);
    }
    multi_.reset();  // here, because closing TLS writes
  }

  // Takes on what has arrived; false when it is time to stop.
  bool admit() {
    Transfers arrived;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return false;
      arrived.swap(arrived_);
    }
    for (std::unique_ptr<Transfer>& transfer : arrived) {
      curl_multi_add_handle(multi_.get(), transfer->easy());
      running_.push_back(std::move(transfer));
    }
    return true;
  }

  void finish() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      const CURLcode code = message->data.result;
      Transfer* transfer = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
      conclude(*transfer, transfer->outcome(code));
    }
  }

  void expire() {
    const Transfer::Clock::time_point now = Transfer::Clock::now();
    for (std::size_t i = running_.size(); i-- > 0;) {
      Transfer& transfer = *running_[i];
      if (transfer.deadline() <= now) conclude(transfer, tl::unexpected(transfer.late()));
    }
  }

  // Frees the transfer before anybody hears of it.
  void conclude(Transfer& transfer, Outcome outcome) {
    curl_multi_remove_handle(multi_.get(), transfer.easy());
    std::promise<Outcome> promise = std::move(transfer.promise());
    std::erase_if(running_, [&](const auto& running) { return running.get() == &transfer; });
    promise.set_value(std::move(outcome));
  }

  // Until the next deadline.
  int patience_ms() const {
    using std::chrono::milliseconds;
    const Transfer::Clock::time_point now = Transfer::Clock::now();
    Transfer::Clock::time_point next = now + std::chrono::minutes(1);
    for (const auto& transfer : running_) next = std::min(next, transfer->deadline());
    const auto left = std::chrono::ceil<milliseconds>(next - now);
    return static_cast<int>(std::max(left, milliseconds(0)).count());
  }

  const HttpLimits limits_;
  const bool curl_started_ = start_curl();
  CurlMulti multi_ = CurlMulti(curl_multi_init());
  std::mutex mutex_;
  Transfers arrived_;      // guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  Transfers running_;      // the thread's
  std::thread thread_;     // last: it uses the others
};

HttpClient::HttpClient(HttpLimits limits) : driver_(std::make_unique<Driver>(limits)) {}
HttpClient::~HttpClient() = default;

Outcome HttpClient::send(const HttpRequest& request) { return driver_->send(request); }

std::string_view HttpAnswer::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, &HttpHeader::name);
  return found == headers.end() ? std::string_view() : found->value;
}

tl::expected<void, TransportError> check_url(std::string_view url) {
  return parse_target(url).map([](const UrlParts&) {});
}

}  // namespace stratgen
