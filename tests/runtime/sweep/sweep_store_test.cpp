#include "runtime/sweep/sweep_store.hpp"

#include "runtime/base/file.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace stratgen;

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
const Metric sharpe = find_metric("Sharpe Ratio").value();

// A folder that is gone in the end.
struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "stratgen_sweep.XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path file(const char* name = "a.sqlite") const { return path / name; }
};

SweepPart part(const char* strategy, std::vector<ParamDeclaration> declared,
               std::uint64_t first_cell = 0) {
  return {strategy, "SPY", "1d", std::move(declared), first_cell, 4};
}

ParamDeclaration declared(const char* name, abi::ParamKind kind) { return {name, kind, 0, {}}; }

const std::vector<SweepPart> one_part = {
    part("cross", {declared("n", abi::ParamKind::Int), declared("x", abi::ParamKind::Double),
                   declared("on", abi::ParamKind::Bool)})};
const SweepIdentity identity = {{"--cash", "10000"}, {"the bars of SPY 1d", "ab12"}};

CellResult completed(std::uint64_t cell, double sharpe_ratio) {
  CellResult result{cell, {Ending::Completed, {}}};
  result.result.statistics.sharpe_ratio = sharpe_ratio;
  result.result.statistics.return_pct = 0.1 * static_cast<double>(cell);
  result.result.statistics.trades = 7;
  return result;
}

// n = cell, x = cell / 4, on = an odd cell.
void values(std::uint64_t cell, std::span<double> out) {
  const auto number = static_cast<double>(cell);
  const double all[] = {number, number / 4, static_cast<double>(cell % 2)};
  std::copy_n(all, out.size(), out.begin());
}

SweepStore opened(const std::filesystem::path& file) {
  return SweepStore::open(file, identity, one_part).value();
}

Result<void> append(SweepStore& store, std::uint64_t block, const std::vector<CellResult>& cells) {
  return store.append(0, block, cells, values, {{"summary", "after " + std::to_string(block)}});
}

std::vector<std::string> rows(const SweepStore& store) {
  std::vector<std::string> rows;
  REQUIRE(store.each_row([&](std::span<const std::string> fields) -> Result<void> {
    std::string& row = rows.emplace_back();
    for (const std::string& field : fields) row += (row.empty() ? "" : ",") + field;
    return {};
  }));
  return rows;
}

}  // namespace

TEST_CASE("what was appended is there when the file is opened again") {
  const Folder folder;
  {
    SweepStore store = opened(folder.file());
    CHECK(store.progress("summary").value().empty());
    REQUIRE(append(store, 2, {completed(5, 1.5), {4, {Ending::Rejected, {}}}}));
  }
  const SweepStore store = opened(folder.file());
  CHECK(store.done(0, 2));
  CHECK(!store.done(0, 1));
  CHECK(!store.done(0, 3));
  CHECK(store.blocks_done(0) == 1);
  CHECK(store.progress("summary").value() == "after 2");
  CHECK(rows(store) ==
        std::vector<std::string>{
            "cell,n,x,on,ending,Return [%],Return (Ann.) [%],Volatility (Ann.) [%],Sharpe "
            "Ratio,Sortino Ratio,Max. Drawdown [%],Win Rate [%],Exposure Time [%],Profit "
            "Factor,# Trades",
            "4,4,1,false,rejected,,,,,,,,,,", "5,5,1.25,true,completed,0.5,0,0,1.5,0,0,0,0,0,7"});
}

TEST_CASE("the best cells are those of the metric, undefined ones last, the lower cell first") {
  const Folder folder;
  SweepStore store = opened(folder.file());
  REQUIRE(append(store, 0,
                 {completed(1, 2),
                  completed(2, undefined),
                  completed(3, 3),
                  completed(4, 2),
                  {5, {Ending::Trap, {}}},
                  completed(6, -1)}));
  const auto order = [&](const char* metric, std::size_t most) {
    std::vector<std::uint64_t> cells;
    const auto best = store.best(find_metric(metric).value(), most).value();
    for (const CellResult& cell : best) cells.push_back(cell.cell);
    return cells;
  };
  CHECK(order("Sharpe Ratio", 9) == std::vector<std::uint64_t>{3, 1, 4, 6, 2});
  CHECK(order("Sharpe Ratio", 2) == std::vector<std::uint64_t>{3, 1});
  CHECK(order("-Sharpe Ratio", 9) == std::vector<std::uint64_t>{6, 1, 4, 3, 2});
  CHECK(order("-Max. Drawdown [%]", 2) == std::vector<std::uint64_t>{1, 2});
}

TEST_CASE("finishing keeps the best cells and the reports of some") {
  const Folder folder;
  SweepStore store = opened(folder.file());
  REQUIRE(append(store, 0, {completed(1, 2), completed(3, 3), completed(4, 2.5)}));
  REQUIRE(store.finish(sharpe, 2, {{{3, "{}"}}, {{4, {0.5, -1}}, {5, {}}}}, {{"finished", "yes"}}));
  REQUIRE(store.close());
  const SweepStore again = SweepStore::read(folder.file()).value();
  CHECK(rows(again).size() == 3);
  const StoredReruns reruns = again.reruns().value();
  CHECK(reruns.reports == std::map<std::uint64_t, std::string>{{3, "{}"}});
  CHECK(reruns.returns == std::map<std::uint64_t, std::vector<double>>{{4, {0.5, -1}}, {5, {}}});
  CHECK(again.progress("finished").value() == "yes");
  CHECK(!std::filesystem::exists(folder.file("a.sqlite-wal")));
  REQUIRE(again.parts().size() == 1);
  CHECK(again.parts()[0].declared[2].name == "on");
  CHECK(again.parts()[0].declared[2].kind == abi::ParamKind::Bool);
}

TEST_CASE("a file of another sweep is refused with what differs, and left as it is") {
  const Folder folder;
  {
    REQUIRE(append(*std::make_unique<SweepStore>(opened(folder.file())), 0, {completed(1, 2)}));
  }
  const auto other = SweepStore::open(
      folder.file(), {{"--cash", "20000"}, {"the bars of SPY 1d", "ab12"}}, one_part);
  REQUIRE(!other);
  CHECK(other.error().fault == Fault::Usage);
  CHECK(other.error().message.find("--cash is 20000 and was 10000") != std::string::npos);
  CHECK(other.error().message.find("--reset") != std::string::npos);
  CHECK(opened(folder.file()).blocks_done(0) == 1);
}

TEST_CASE("differences name what is new, missing, and too long to show") {
  const std::string a(64, 'a'), b(64, 'b');
  CHECK(difference({{"x", "1"}}, {{"x", "1"}}).empty());
  CHECK(difference({{"x", "1"}, {"y", "2"}}, {{"x", "3"}, {"z", "4"}}) ==
        "x is 1 and was 3, y is new, z is missing");
  CHECK(difference({{"the source of s", a}}, {{"the source of s", b}}) ==
        "the source of s changed");
}

TEST_CASE("files that are no sweeps are refused and never removed") {
  const Folder folder;
  REQUIRE(write_file(folder.file("text.sqlite"), "hello, this is no database at all\n"));
  for (const auto& result :
       {SweepStore::open(folder.file("text.sqlite"), identity, one_part).map([](auto&&) {}),
        SweepStore::read(folder.file("text.sqlite")).map([](auto&&) {}),
        SweepStore::read(folder.file("nosuch.sqlite")).map([](auto&&) {}),
        SweepStore::remove(folder.file("text.sqlite"))}) {
    REQUIRE(!result);
    CHECK(result.error().fault == Fault::Data);
    CHECK(result.error().message.find(".sqlite") != std::string::npos);
  }
  CHECK(read_file(folder.file("text.sqlite")).value().starts_with("hello"));
  CHECK(SweepStore::remove(folder.file("nosuch.sqlite")));
}

TEST_CASE("two cannot write to one file") {
  const Folder folder;
  const SweepStore first = opened(folder.file());
  const auto second = SweepStore::open(folder.file(), identity, one_part);
  REQUIRE(!second);
  CHECK(second.error().message.find("another process") != std::string::npos);
  CHECK(!SweepStore::remove(folder.file()));
  CHECK(SweepStore::read(folder.file()));
}

TEST_CASE("strategies share the column of a parameter, and no name gets in another's way") {
  const Folder folder;
  const std::vector<SweepPart> parts = {
      part("a", {declared("n", abi::ParamKind::Int), declared("Cell", abi::ParamKind::Int)}),
      part("b", {declared("N", abi::ParamKind::Double), declared("n", abi::ParamKind::Int)}, 10)};
  SweepStore store = SweepStore::open(folder.file(), identity, parts).value();
  const auto value = [](std::uint64_t, std::span<double> out) {
    out[0] = 1;
    out[1] = 2;
  };
  REQUIRE(store.append(1, 0, std::vector{completed(10, 1)}, value, {}));
  REQUIRE(store.append(0, 0, std::vector{completed(3, 1)}, value, {}));
  const auto all = rows(store);
  CHECK(all[0].starts_with("cell,strategy,symbol,timeframe,n,Cell_2,N_2,ending,"));
  CHECK(all[1].starts_with("3,a,SPY,1d,1,2,,completed,"));
  CHECK(all[2].starts_with("10,b,SPY,1d,2,,1,completed,"));
}

TEST_CASE("a store takes rows and blocks of others") {
  const Folder folder;
  SweepStore whole = opened(folder.file("whole.sqlite"));
  for (const char* const name : {"1.sqlite", "2.sqlite"}) {
    SweepStore shard = opened(folder.file(name));
    const std::uint64_t number = name[0] == '1' ? 0 : 1;
    REQUIRE(append(shard, number, {completed(10 * number, 1), completed(10 * number + 1, 2)}));
    REQUIRE(whole.take(shard));
  }
  CHECK(rows(whole).size() == 5);
  CHECK(opened(folder.file("1.sqlite")).blocks_done(0) == 1);
}

TEST_CASE("a kill at any moment leaves whole blocks") {
  const Folder folder;
  std::mt19937 random(20240607);
  for (int round = 0; round < 15; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      SweepStore store = opened(folder.file());
      for (std::uint64_t block = store.blocks_done(0);; ++block) {
        std::vector<CellResult> cells;
        for (std::uint64_t i = 0; i < 40; ++i) cells.push_back(completed(40 * block + i, 1));
        if (!append(store, block, cells)) ::_exit(1);
      }
    }
    ::usleep(5'000 + random() % 30'000);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const SweepStore store = opened(folder.file());
    const std::uint64_t blocks = store.blocks_done(0);
    CHECK(rows(store).size() == 1 + 40 * blocks);
    if (blocks > 0)
      CHECK(store.progress("summary").value() == "after " + std::to_string(blocks - 1));
  }
}
