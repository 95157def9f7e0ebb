#include "runtime/import/column_names.hpp"

#include <algorithm>

namespace stratgen {
namespace {

using Kind = ColumnRole::Kind;

struct Entry {
  std::string_view key;
  ColumnRole role;
};

constexpr ColumnRole bar(BarPart column, int rank = 0) { return {Kind::Bar, column, rank}; }
constexpr ColumnRole date(int rank) { return {Kind::Date, BarPart::Open, rank}; }
constexpr ColumnRole symbol(int rank) { return {Kind::Symbol, BarPart::Open, rank}; }

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
    {"time", {Kind::TimeOfDay, BarPart::Open, 0}},
    {"zeit", {Kind::TimeOfDay, BarPart::Open, 0}},
    {"czas", {Kind::TimeOfDay, BarPart::Open, 0}},
    {"hora", {Kind::TimeOfDay, BarPart::Open, 0}},

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

    {"open", bar(BarPart::Open)},
    {"o", bar(BarPart::Open)},
    {"openprice", bar(BarPart::Open)},
    {"priceopen", bar(BarPart::Open)},
    {"firsttrade", bar(BarPart::Open)},
    {"eröffnung", bar(BarPart::Open)},
    {"eroffnung", bar(BarPart::Open)},
    {"eroeffnung", bar(BarPart::Open)},
    {"eröffn", bar(BarPart::Open)},
    {"erster", bar(BarPart::Open)},
    {"otwarcie", bar(BarPart::Open)},
    {"ouverture", bar(BarPart::Open)},
    {"ouv", bar(BarPart::Open)},
    {"apertura", bar(BarPart::Open)},
    {"high", bar(BarPart::High)},
    {"h", bar(BarPart::High)},
    {"max", bar(BarPart::High)},
    {"highprice", bar(BarPart::High)},
    {"pricehigh", bar(BarPart::High)},
    {"hoch", bar(BarPart::High)},
    {"tageshoch", bar(BarPart::High)},
    {"najwyzszy", bar(BarPart::High)},
    {"plushaut", bar(BarPart::High)},
    {"haut", bar(BarPart::High)},
    {"máximo", bar(BarPart::High)},
    {"maximo", bar(BarPart::High)},
    {"low", bar(BarPart::Low)},
    {"l", bar(BarPart::Low)},
    {"min", bar(BarPart::Low)},
    {"lowprice", bar(BarPart::Low)},
    {"pricelow", bar(BarPart::Low)},
    {"tief", bar(BarPart::Low)},
    {"tagestief", bar(BarPart::Low)},
    {"najnizszy", bar(BarPart::Low)},
    {"plusbas", bar(BarPart::Low)},
    {"bas", bar(BarPart::Low)},
    {"mínimo", bar(BarPart::Low)},
    {"minimo", bar(BarPart::Low)},
    {"close", bar(BarPart::Close)},
    {"c", bar(BarPart::Close)},
    {"closeprice", bar(BarPart::Close)},
    {"priceclose", bar(BarPart::Close)},
    {"closelast", bar(BarPart::Close)},
    {"closingprice", bar(BarPart::Close)},
    {"schluss", bar(BarPart::Close)},
    {"schlusskurs", bar(BarPart::Close)},
    {"zamkniecie", bar(BarPart::Close)},
    {"clôture", bar(BarPart::Close)},
    {"cloture", bar(BarPart::Close)},
    {"cierre", bar(BarPart::Close)},
    {"last", bar(BarPart::Close, 1)},
    {"price", bar(BarPart::Close, 1)},
    {"zuletzt", bar(BarPart::Close, 1)},
    {"dernier", bar(BarPart::Close, 1)},
    {"último", bar(BarPart::Close, 1)},
    {"ultimo", bar(BarPart::Close, 1)},
    {"volume", bar(BarPart::Volume)},
    {"v", bar(BarPart::Volume)},
    {"vol", bar(BarPart::Volume)},
    {"volumen", bar(BarPart::Volume)},
    {"wolumen", bar(BarPart::Volume)},
    {"stuecke", bar(BarPart::Volume)},
    {"stücke", bar(BarPart::Volume)},
    {"tickvol", bar(BarPart::Volume, 2)},
    {"tickvolume", bar(BarPart::Volume, 2)},

    {"adjopen", bar(BarPart::AdjustedOpen)},
    {"adjustedopen", bar(BarPart::AdjustedOpen)},
    {"adjhigh", bar(BarPart::AdjustedHigh)},
    {"adjustedhigh", bar(BarPart::AdjustedHigh)},
    {"adjlow", bar(BarPart::AdjustedLow)},
    {"adjustedlow", bar(BarPart::AdjustedLow)},
    {"adjclose", bar(BarPart::AdjustedClose)},
    {"adjustedclose", bar(BarPart::AdjustedClose)},
    {"adjusted", bar(BarPart::AdjustedClose)},
    {"adjustedprice", bar(BarPart::AdjustedClose)},
    {"adjvolume", bar(BarPart::AdjustedVolume)},
    {"adjustedvolume", bar(BarPart::AdjustedVolume)},
    {"dividend", bar(BarPart::Dividend)},
    {"dividends", bar(BarPart::Dividend)},
    {"dividendamount", bar(BarPart::Dividend)},
    {"divcash", bar(BarPart::Dividend)},
    {"exdividend", bar(BarPart::Dividend)},
    {"split", bar(BarPart::Split)},
    {"splits", bar(BarPart::Split)},
    {"stocksplits", bar(BarPart::Split)},
    {"splitcoefficient", bar(BarPart::Split)},
    {"splitfactor", bar(BarPart::Split)},
    {"splitratio", bar(BarPart::Split)},

    {"ignore", {Kind::Nothing, BarPart::Open, 0}},
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
  if (key.starts_with("volume") && !key.starts_with("volumew")) return bar(BarPart::Volume, 3);
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
