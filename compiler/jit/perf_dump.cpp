#include "compiler/jit/perf_dump.hpp"

#include <fmt/format.h>

#include <llvm/BinaryFormat/ELF.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFUnit.h>
#include <llvm/Object/ELFObjectFile.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <string>
#include <type_traits>
#include <vector>

namespace stratgen {

namespace {

namespace object = llvm::object;

constexpr const char* entry_symbol = "stratgen_run";
// perf puts each function into an ELF file of its own, and counts lines from that file's start.
constexpr std::uint64_t elf_header_bytes = 0x40;

#if defined(__x86_64__)
constexpr std::uint32_t this_machine = llvm::ELF::EM_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t this_machine = llvm::ELF::EM_AARCH64;
#endif

struct Header {
  std::uint32_t magic = 0x4A695444;
  std::uint32_t version = 1;
  std::uint32_t bytes = sizeof(Header);
  std::uint32_t machine = this_machine;
  std::uint32_t padding = 0;
  std::uint32_t process = 0;
  std::uint64_t time = 0;
  std::uint64_t flags = 0;
};

enum class Kind : std::uint32_t { Load = 0, Lines = 2, Close = 3 };

struct Prefix {
  Kind kind;
  std::uint32_t bytes;
  std::uint64_t time;
};

std::uint64_t now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);  // perf record -k mono
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(time.tv_nsec);
}

class Record {
 public:
  template <class Number>
    requires std::is_arithmetic_v<Number>
  void add(Number value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void add(std::string_view bytes) { bytes_.append(bytes); }
  void add_text(std::string_view text) {
    bytes_.append(text);
    bytes_.push_back('\0');
  }
  std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

struct FunctionCode {
  std::string name;
  object::SectionedAddress place;  // in the object
  std::uint64_t bytes;
};

llvm::Expected<std::vector<FunctionCode>> functions_of(const object::ELFObjectFileBase& file) {
  std::vector<FunctionCode> functions;
  for (const object::ELFSymbolRef symbol : file.symbols()) {
    auto type = symbol.getType();
    if (!type) return type.takeError();
    auto section = symbol.getSection();
    if (!section) return section.takeError();
    if (*type != object::SymbolRef::ST_Function || *section == file.section_end()) continue;
    auto name = symbol.getName();
    if (!name) return name.takeError();
    auto address = symbol.getAddress();
    if (!address) return address.takeError();
    functions.push_back({name->str(), {*address, (*section)->getIndex()}, symbol.getSize()});
  }
  return functions;
}

// As source_line() sees it: what was inlined counts for the line of the strategy that used it, and
// what the strategy had no part in for its own.
llvm::DILineInfo line_at(object::SectionedAddress place, llvm::StringRef strategy,
                         llvm::DWARFContext& context) {
  const llvm::DIInliningInfo frames = context.getInliningInfoForAddress(
      place, {llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath,
              llvm::DILineInfoSpecifier::FunctionNameKind::LinkageName});
  for (std::uint32_t i = 0; i < frames.getNumberOfFrames(); ++i) {
    const llvm::DILineInfo& frame = frames.getFrame(i);
    if (frame.FileName == strategy && frame.Line != 0 && frame.FunctionName != entry_symbol)
      return frame;
  }
  return frames.getNumberOfFrames() == 0 ? llvm::DILineInfo() : frames.getFrame(0);
}

Record lines_of(const FunctionCode& function, const char* code, llvm::DWARFContext& context) {
  const auto address = reinterpret_cast<std::uintptr_t>(code);
  const bool has_lines = context.getNumCompileUnits() != 0;
  const llvm::StringRef strategy =
      has_lines ? context.getUnitAtIndex(0)->getUnitDIE().getShortName() : "";
  Record entries;
  std::uint64_t count = 0;
  for (const auto& [place, unused] :
       context.getLineInfoForAddressRange(function.place, function.bytes)) {
    const llvm::DILineInfo line = line_at({place, function.place.SectionIndex}, strategy, context);
    if (line.Line == 0) continue;  // of no line; it counts for the one before
    entries.add(address + (place - function.place.Address) + elf_header_bytes);
    entries.add<std::uint32_t>(line.Line);
    entries.add<std::uint32_t>(line.Discriminator);
    entries.add_text(line.FileName);
    ++count;
  }
  Record record;
  record.add(address);
  record.add(count);
  record.add(entries.bytes());
  return record;
}

Record code_of(const FunctionCode& function, const char* code, std::uint64_t number) {
  const auto address = reinterpret_cast<std::uintptr_t>(code);
  Record record;
  record.add(static_cast<std::uint32_t>(getpid()));
  record.add(static_cast<std::uint32_t>(syscall(SYS_gettid)));
  record.add(address);
  record.add(address);
  record.add(function.bytes);
  record.add(number);
  record.add_text(function.name);
  record.add(std::string_view(code, function.bytes));
  return record;
}

tl::unexpected<Error> unreadable(llvm::Error error) {
  return fail(Fault::Internal, "code for perf: " + llvm::toString(std::move(error)));
}

}  // namespace

struct PerfDump::File {
  std::filesystem::path path;
  int descriptor = -1;
  void* marker = MAP_FAILED;  // perf record notes the mapping, and so finds the file
  std::size_t page = 0;
  std::mutex mutex;
  std::uint64_t functions = 0;

  Result<void> write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return failed("cannot write");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  Result<void> write(Kind kind, const Record& record) const {
    const Prefix prefix{kind, static_cast<std::uint32_t>(sizeof(Prefix) + record.bytes().size()),
                        now()};
    STRATGEN_CHECK(write({reinterpret_cast<const char*>(&prefix), sizeof prefix}));
    return write(record.bytes());
  }
  tl::unexpected<Error> failed(std::string_view what) const {
    return fail(Fault::Usage, fmt::format("{}: {}: {}", path.string(), what,
                                          std::generic_category().message(errno)));
  }
  ~File() {
    if (marker != MAP_FAILED) munmap(marker, page);
    if (descriptor >= 0) ::close(descriptor);
  }
};

PerfDump::PerfDump(std::unique_ptr<File> file) : file_(std::move(file)) {}

PerfDump::~PerfDump() {
  // A dump without its end is read as well, so there is nothing to be done about a failure.
  static_cast<void>(file_->write(Kind::Close, {}));
}

Result<std::unique_ptr<PerfDump>> PerfDump::open(const std::filesystem::path& folder) {
  auto file = std::make_unique<File>();
  file->path = folder / fmt::format("jit-{}.dump", getpid());
  file->descriptor = ::open(file->path.c_str(), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
  if (file->descriptor < 0) return file->failed("cannot make it");
  file->page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  file->marker = mmap(nullptr, file->page, PROT_READ | PROT_EXEC, MAP_PRIVATE, file->descriptor, 0);
  if (file->marker == MAP_FAILED) return file->failed("cannot map it");
  Header header;
  header.process = static_cast<std::uint32_t>(getpid());
  header.time = now();
  STRATGEN_CHECK(file->write({reinterpret_cast<const char*>(&header), sizeof header}));
  return std::unique_ptr<PerfDump>(new PerfDump(std::move(file)));
}

Result<void> PerfDump::add(std::string_view object, const void* entry) {
  auto parsed = object::ObjectFile::createELFObjectFile({object, "strategy.o"});
  if (!parsed) return unreadable(parsed.takeError());
  const auto& elf = llvm::cast<object::ELFObjectFileBase>(**parsed);
  auto functions = functions_of(elf);
  if (!functions) return unreadable(functions.takeError());
  const auto first = std::ranges::find(*functions, entry_symbol, &FunctionCode::name);
  if (first == functions->end()) return fail(Fault::Internal, "code for perf: no stratgen_run");

  const auto ignore = [](llvm::Error error) { llvm::consumeError(std::move(error)); };
  const auto context = llvm::DWARFContext::create(
      elf, llvm::DWARFContext::ProcessDebugRelocations::Process, nullptr, "", ignore, ignore);
  const std::lock_guard lock(file_->mutex);
  for (const FunctionCode& function : *functions) {
    if (function.place.SectionIndex != first->place.SectionIndex) continue;
    const char* const code =
        static_cast<const char*>(entry) + (function.place.Address - first->place.Address);
    STRATGEN_CHECK(file_->write(Kind::Lines, lines_of(function, code, *context)));
    STRATGEN_CHECK(file_->write(Kind::Load, code_of(function, code, file_->functions++)));
  }
  return {};
}

}  // namespace stratgen
