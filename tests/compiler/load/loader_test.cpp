#include "compiler/load/loader.hpp"

#include "runtime/engine/backtest.hpp"
#include "tests/compiler/cache/objects.hpp"
#include "tests/compiler/load/loaders.hpp"

#include <string>
#include <thread>
#include <vector>

using namespace stratgen;

namespace {

std::string strategy(const std::string& members) {
  return "#include <stratgen/strategy.hpp>\nstruct S : Strategy {\n" + members +
         "\n};\nSTRATGEN_STRATEGY(S)\n";
}

const std::string buyer = strategy("void init() {} void next() { if (!position) buy(); }");
const std::string endless = strategy("void init() {} void next() { for (;;) {} }");

// Without the layers that would refuse it.
const CompileOptions unguarded = {.layers = {.text = false, .tree = false, .code = false}};

// Every level doubles what is instantiated.
const std::string bomb =
    "#include <stratgen/strategy.hpp>\n"
    "template <int N, long K> struct B { static constexpr long v = B<N - 1, 2 * K>::v + "
    "B<N - 1, 2 * K + 1>::v; };\n"
    "template <long K> struct B<0, K> { static constexpr long v = K; };\n" +
    strategy("void init() {} void next() { if (B<30, 1>::v > 0) buy(); }").substr(33);

// Ends at once.
const std::string no_worker = "/bin/false";

class Cached {
 public:
  ObjectCache cache() const {
    auto opened = ObjectCache::open(folder_.path());
    REQUIRE(opened);
    return std::move(*opened);
  }
  std::size_t objects() const {
    std::size_t count = 0;
    for (const auto& each : std::filesystem::recursive_directory_iterator(folder_.path()))
      count += !each.is_directory();
    return count;
  }

 private:
  PrivateFolder folder_;
};

Result<LoadedStrategy> load(Loader& loader, const std::string& source, const DataSet& data,
                            const CompileOptions& options = {}) {
  STRATGEN_TRY(CompiledSource compiled, loader.compile(source, options));
  return loader.load(std::move(compiled), data);
}

// How many trades were opened or closed in four days.
std::size_t trades(const LoadedStrategy& loaded, const DataSet& data) {
  const auto report = run_backtest(loaded.program, data, {}, {}, {});
  REQUIRE(report);
  return report->open_trades.size() + report->trades.size();
}

}  // namespace

TEST_CASE("a source is compiled once and linked from then on, without a worker") {
  const Cached place;
  const DataSet data = four_days();
  {
    Loader loader = with_workers(place.cache());
    const auto first = load(loader, buyer, data);
    REQUIRE(first);
    CHECK(first->times.total().wall_ms > 0);
    CHECK(first->program.name == "S");
    CHECK(trades(*first, data) == 1);
    CHECK(place.objects() == 1);
  }
  Loader loader = with_workers(place.cache(), no_worker);
  const auto again = load(loader, buyer, data);
  REQUIRE(again);
  CHECK(again->times.total().wall_ms == 0);
  CHECK(again->program.name == "S");
  CHECK(trades(*again, data) == 1);
}

TEST_CASE("a worker that cannot be started is an internal error, and nothing is compiled here") {
  const Cached place;
  Loader loader = with_workers(place.cache(), no_worker);
  const auto failed = load(loader, buyer, four_days());
  REQUIRE_FALSE(failed);
  CHECK(failed.error().fault == Fault::Internal);
  CHECK(failed.error().message.find(no_worker) != std::string::npos);
  CHECK(place.objects() == 0);
  CHECK_FALSE(loader.check(buyer, {}));
}

TEST_CASE("without workers the cache is read, and what was not tried is not kept") {
  const Cached place;
  const DataSet data = four_days();
  Loader here = in_process(place.cache());
  const auto compiled = load(here, buyer, data);
  REQUIRE(compiled);
  CHECK(compiled->times.total().wall_ms > 0);
  CHECK(trades(*compiled, data) == 1);
  CHECK(place.objects() == 0);
  Loader tried = with_workers(place.cache());
  REQUIRE(load(tried, buyer, data));
  const auto found = load(here, buyer, data);
  REQUIRE(found);
  CHECK(found->times.total().wall_ms == 0);
}

TEST_CASE("a check leaves nothing behind") {
  const Cached place;
  Loader loader = with_workers(place.cache());
  const auto checked = loader.check(buyer, {});
  REQUIRE(checked);
  CHECK(checked->class_name == "S");
  CHECK(place.objects() == 0);
}

TEST_CASE("what does not compile, kills its compiler or its first run is not kept") {
  const Cached place;
  const DataSet data = four_days();
  Loader loader = with_workers(place.cache());
  const auto fault = [&](const std::string& source, const CompileOptions& options) {
    const auto loaded = load(loader, source, data, options);
    REQUIRE_FALSE(loaded);
    CHECK(place.objects() == 0);
    return loaded.error().fault;
  };
  CHECK(fault(strategy("void init() {} void next() { bye(); }"), {}) == Fault::Strategy);
  CHECK(fault(bomb, {}) == Fault::Strategy);
  CHECK(fault(strategy("void init() {} void next() { *(volatile int*)8 = 1; }"), unguarded) ==
        Fault::Run);
  CHECK(load(loader, buyer, data));  // the workers are back
  CHECK(place.objects() == 1);
}

TEST_CASE("a first run that ends with an error is one that ended") {
  const Cached place;
  Loader loader = with_workers(place.cache());
  CHECK(load(loader, endless, four_days()));
  CHECK(place.objects() == 1);
}

TEST_CASE("of two texts and two sets of options none gets the other's object") {
  const Cached place;
  const DataSet data = four_days();
  Loader loader = with_workers(place.cache());
  const std::string idle = strategy("void init() {} void next() {}");
  CompileOptions plain;
  plain.optimised = false;
  for (int i = 0; i < 2; ++i) {  // compiled, then found
    const auto a = load(loader, buyer, data), b = load(loader, idle, data),
               c = load(loader, buyer, data, plain);
    REQUIRE(a);
    REQUIRE(b);
    REQUIRE(c);
    CHECK(trades(*a, data) == 1);
    CHECK(trades(*b, data) == 0);
    CHECK(trades(*c, data) == 1);
    CHECK(place.objects() == 3);
  }
}

TEST_CASE("a known object does not lift the limit of a source's size") {
  const Cached place;
  const DataSet data = four_days();
  Loader loader = with_workers(place.cache());
  REQUIRE(load(loader, buyer, data));
  CompileOptions options;
  options.max_bytes = buyer.size();
  const auto fits = load(loader, buyer, data, options);
  REQUIRE(fits);
  CHECK(fits->times.total().wall_ms == 0);
  options.max_bytes = buyer.size() - 1;
  const auto refused = load(loader, buyer, data, options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().fault == Fault::Strategy);
}

TEST_CASE("warnings of a known object name the file that was asked about") {
  const Cached place;
  Loader loader = with_workers(place.cache());
  const std::string source = strategy("void init() {} void next() { bar_index() == 3; }");
  for (const char* const name : {"first.cpp", "second.cpp"}) {
    CompileOptions options;
    options.file_name = name;
    auto compiled = loader.compile(source, options);
    REQUIRE(compiled);
    REQUIRE(compiled->object.diagnostics.size() == 1);
    CHECK(compiled->object.diagnostics[0].file == name);
    CHECK(compiled->object.diagnostics[0].line == 3);
    REQUIRE(loader.load(std::move(*compiled), four_days()));
  }
  CHECK(place.objects() == 1);
}

TEST_CASE("threads that load the same texts get the same programs") {
  const Cached place;
  const DataSet data = four_days();
  Loader loader = with_workers(place.cache());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 6; ++i) {
        const std::string comment = "// " + std::to_string((i + t) % 3) + "\n";
        const auto loaded = load(loader, comment + buyer, data);
        REQUIRE(loaded);
        CHECK(trades(*loaded, data) == 1);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(place.objects() == 3);
}
