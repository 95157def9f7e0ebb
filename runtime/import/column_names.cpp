#include "runtime/import/column_names.hpp"

#include <algorithm>

namespace stratgen {
namespace {

using Kind = ColumnRole::Kind;

struct Entry {
  std::string_view key;
  ColumnRole role;
};

constexpr ColumnRole bar(BarColumn column, int rank = 0) { return {Kind::Bar, column, rank}; }
constexpr ColumnRole date(int rank) { return {Kind::Date, BarColumn::Open, rank}; }
constexpr ColumnRole symbol(int rank) { return {Kind::Symbol, BarColumn::Open, rank}; }

constexpr Entry entries[] = {
    // Unix times name a zone by themselves, so they come first.
    {"unix", date(0)},
    {"unixtimestamp", date(0)},
    {"opentime", date(1)},
    {"datetime", date(1)},
    {"timestamp", date(1)},
    {"datetimeutc", date(1)},
    {"timestamputc", date(1)},
    {"exchangetimestamp", date(1)},
    {"windowstart", date(1)},
    {"beginsat", date(1)},
    {"starttime", date(1)},
    {"gmttime", date(1)},
    {"localtime", date(1)},
    {"dateandtime", date(1)},
    {"date", date(2)},
    {"day", date(2)},
    {"tradedate", date(2)},
    {"tradingday", date(2)},
    {"datum", date(2)},
    {"data", date(2)},
    {"fecha", date(2)},
    {"t", date(2)},
    {"ts", date(2)},
    {"dtyyyymmdd", date(2)},
    {"time", {Kind::TimeOfDay, BarColumn::Open, 0}},
    {"zeit", {Kind::TimeOfDay, BarColumn::Open, 0}},
    {"czas", {Kind::TimeOfDay, BarColumn::Open, 0}},
    {"hora", {Kind::TimeOfDay, BarColumn::Open, 0}},

    {"ticker", symbol(0)},
    {"symbol", symbol(0)},
    {"symbols", symbol(0)},
    {"instrument", symbol(1)},
    {"pair", symbol(1)},
    {"tic", symbol(1)},
    {"secid", symbol(1)},
    {"act_symbol", symbol(1)},
    {"actsymbol", symbol(1)},
    {"stock", symbol(2)},
    {"asset", symbol(2)},
    {"code", symbol(2)},
    {"name", symbol(3)},

    {"open", bar(BarColumn::Open)},
    {"o", bar(BarColumn::Open)},
    {"openprice", bar(BarColumn::Open)},
    {"priceopen", bar(BarColumn::Open)},
    {"firsttrade", bar(BarColumn::Open)},
    {"eröffnung", bar(BarColumn::Open)},
    {"eroffnung", bar(BarColumn::Open)},
    {"eroeffnung", bar(BarColumn::Open)},
    {"eröffn", bar(BarColumn::Open)},
    {"erster", bar(BarColumn::Open)},
    {"otwarcie", bar(BarColumn::Open)},
    {"ouverture", bar(BarColumn::Open)},
    {"ouv", bar(BarColumn::Open)},
    {"apertura", bar(BarColumn::Open)},
    {"high", bar(BarColumn::High)},
    {"h", bar(BarColumn::High)},
    {"max", bar(BarColumn::High)},
    {"highprice", bar(BarColumn::High)},
    {"pricehigh", bar(BarColumn::High)},
    {"hoch", bar(BarColumn::High)},
    {"tageshoch", bar(BarColumn::High)},
    {"najwyzszy", bar(BarColumn::High)},
    {"plushaut", bar(BarColumn::High)},
    {"haut", bar(BarColumn::High)},
    {"máximo", bar(BarColumn::High)},
    {"maximo", bar(BarColumn::High)},
    {"low", bar(BarColumn::Low)},
    {"l", bar(BarColumn::Low)},
    {"min", bar(BarColumn::Low)},
    {"lowprice", bar(BarColumn::Low)},
    {"pricelow", bar(BarColumn::Low)},
    {"tief", bar(BarColumn::Low)},
    {"tagestief", bar(BarColumn::Low)},
    {"najnizszy", bar(BarColumn::Low)},
    {"plusbas", bar(BarColumn::Low)},
    {"bas", bar(BarColumn::Low)},
    {"mínimo", bar(BarColumn::Low)},
    {"minimo", bar(BarColumn::Low)},
    {"close", bar(BarColumn::Close)},
    {"c", bar(BarColumn::Close)},
    {"closeprice", bar(BarColumn::Close)},
    {"priceclose", bar(BarColumn::Close)},
    {"closelast", bar(BarColumn::Close)},
    {"closingprice", bar(BarColumn::Close)},
    {"schluss", bar(BarColumn::Close)},
    {"schlusskurs", bar(BarColumn::Close)},
    {"zamkniecie", bar(BarColumn::Close)},
    {"clôture", bar(BarColumn::Close)},
    {"cloture", bar(BarColumn::Close)},
    {"cierre", bar(BarColumn::Close)},
    {"last", bar(BarColumn::Close, 1)},
    {"price", bar(BarColumn::Close, 1)},
    {"zuletzt", bar(BarColumn::Close, 1)},
    {"dernier", bar(BarColumn::Close, 1)},
    {"último", bar(BarColumn::Close, 1)},
    {"ultimo", bar(BarColumn::Close, 1)},
    {"volume", bar(BarColumn::Volume)},
    {"v", bar(BarColumn::Volume)},
    {"vol", bar(BarColumn::Volume)},
    {"volumen", bar(BarColumn::Volume)},
    {"wolumen", bar(BarColumn::Volume)},
    {"stuecke", bar(BarColumn::Volume)},
    {"stücke", bar(BarColumn::Volume)},
    {"tickvol", bar(BarColumn::Volume, 2)},
    {"tickvolume", bar(BarColumn::Volume, 2)},

    {"adjopen", bar(BarColumn::AdjustedOpen)},
    {"adjustedopen", bar(BarColumn::AdjustedOpen)},
    {"adjhigh", bar(BarColumn::AdjustedHigh)},
    {"adjustedhigh", bar(BarColumn::AdjustedHigh)},
    {"adjlow", bar(BarColumn::AdjustedLow)},
    {"adjustedlow", bar(BarColumn::AdjustedLow)},
    {"adjclose", bar(BarColumn::AdjustedClose)},
    {"adjustedclose", bar(BarColumn::AdjustedClose)},
    {"adjusted", bar(BarColumn::AdjustedClose)},
    {"adjustedprice", bar(BarColumn::AdjustedClose)},
    {"adjvolume", bar(BarColumn::AdjustedVolume)},
    {"adjustedvolume", bar(BarColumn::AdjustedVolume)},
    {"dividend", bar(BarColumn::Dividend)},
    {"dividends", bar(BarColumn::Dividend)},
    {"dividendamount", bar(BarColumn::Dividend)},
    {"divcash", bar(BarColumn::Dividend)},
    {"exdividend", bar(BarColumn::Dividend)},
    {"split", bar(BarColumn::Split)},
    {"splits", bar(BarColumn::Split)},
    {"stocksplits", bar(BarColumn::Split)},
    {"splitcoefficient", bar(BarColumn::Split)},
    {"splitfactor", bar(BarColumn::Split)},
    {"splitratio", bar(BarColumn::Split)},

    {"ignore", {Kind::Nothing, BarColumn::Open, 0}},
};

// "5. adjusted close" and "<CLOSE>" and "Adj Close**": letters and digits in lower case, and what
// is not ASCII as it is.
std::string key_of(std::string_view name) {
  const std::size_t number = name.find_first_not_of("0123456789ab");
  if (number != std::string_view::npos && number > 0 && name.substr(number).starts_with(". ") &&
      name.front() >= '0' && name.front() <= '9') {
    name.remove_prefix(number + 2);
  }
  std::string key;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z') key += static_cast<char>(c | 0x20);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80) key += c;
  }
  return key;
}

std::string_view unquoted(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" '\"");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" '\"") - first + 1);
}

}  // namespace

std::optional<ColumnRole> column_role(std::string_view name) {
  if (name == "-") return ColumnRole{};
  if (name.starts_with('%') && name.find('Y') != std::string_view::npos)
    return date(2);  // "%Y-%m-%d"
  const std::string key = key_of(name);
  const auto found = std::find_if(std::begin(entries), std::end(entries),
                                  [&key](const Entry& entry) { return entry.key == key; });
  if (found != std::end(entries)) return found->role;
  // "1b. open (USD)", "Volume BTC", "Volume USDT": a column in a currency; the base comes first.
  if (key.starts_with("volume") && !key.starts_with("volumew")) return bar(BarColumn::Volume, 3);
  return {};
}

std::optional<JoinedName> split_joined_name(std::string_view name) {
  const auto is_price = [](std::string_view part) {
    const std::optional<ColumnRole> role = column_role(part);
    return role && role->kind == Kind::Bar && part.size() > 1 && role->rank < 3;
  };
  if (name.starts_with('(') && name.ends_with(')')) {
    const std::size_t comma = name.find(',');
    if (comma == std::string_view::npos) return {};
    const std::string_view a = unquoted(name.substr(1, comma - 1));
    const std::string_view b = unquoted(name.substr(comma + 1, name.size() - comma - 2));
    if (is_price(a)) return JoinedName{std::string(b), std::string(a)};
    if (is_price(b)) return JoinedName{std::string(a), std::string(b)};
    return {};
  }
  for (std::size_t at = 1; at + 1 < name.size(); ++at) {
    if (name[at] != '.' && name[at] != '_' && name[at] != ' ' && name[at] != ':') continue;
    const std::string_view a = name.substr(0, at);
    const std::string_view b = name.substr(at + 1);
    if (is_price(b)) return JoinedName{std::string(a), std::string(b)};
    if (is_price(a)) return JoinedName{std::string(b), std::string(a)};
  }
  return {};
}

}  // namespace stratgen
