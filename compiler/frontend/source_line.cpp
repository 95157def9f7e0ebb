#include "compiler/frontend/source_line.hpp"

#include "compiler/frontend/line_table.hpp"

namespace stratgen {

namespace {

constexpr const char* entry_symbol = "stratgen_run";

llvm::Expected<llvm::object::SectionedAddress> find_entry(const llvm::object::ObjectFile& object) {
  for (const llvm::object::SymbolRef& each : object.symbols()) {
    auto name = each.getName();
    if (!name) return name.takeError();
    if (*name != entry_symbol) continue;
    auto address = each.getAddress();
    if (!address) return address.takeError();
    auto section = each.getSection();
    if (!section) return section.takeError();
    if (*section != object.section_end())
      return llvm::object::SectionedAddress{*address, (*section)->getIndex()};
  }
  return llvm::createStringError(std::string("there is no ") + entry_symbol);
}

}  // namespace

Result<int> source_line(std::string_view object, std::ptrdiff_t offset) {
  STRATGEN_TRY(const LineTable table, LineTable::read(object));
  auto address = find_entry(table.file());
  if (!address) return fail(Fault::Internal, "line tables: " + llvm::toString(address.takeError()));
  // The call itself, which lies before the place that it returns to.
  address->Address += static_cast<std::uint64_t>(offset) - 1;
  return table.place(*address).line;
}

}  // namespace stratgen
