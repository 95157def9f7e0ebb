#include "compiler/inspect/instrument.hpp"

#include "compiler/frontend/arguments.hpp"
#include "compiler/frontend/precompiled.hpp"
#include "compiler/inspect/watch_points.hpp"
#include "compiler/inspect/watched_members.hpp"

#include <fmt/format.h>

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>

#include <memory>
#include <utility>

namespace stratgen {

namespace {

using llvm::dyn_cast;

// What instrumented text calls. Everything is constexpr, so that what is constant stays so, and
// nothing is evaluated that a run would not evaluate: outside next() series have no current value.
constexpr std::string_view reports = R"(#include <stratgen/strategy.hpp>
extern "C" {
bool sg_watching();
void sg_watch(int id, int operands, double value, double left, double right, double left_before,
              double right_before);
void sg_mark(int id);
void sg_member(int id, double value);
void sg_member_series(int id, const double* column);
}
#pragma clang attribute push([[gnu::always_inline]], apply_to = function)
namespace stratgen::inline v1::detail {
template <class T>
double sg_number_(const T& value) {
  if constexpr (requires { static_cast<double>(value); }) return static_cast<double>(value);
  else return static_cast<bool>(value);
}
template <class T>
void sg_report_(int id, const T& value) {
  if constexpr (requires { value.a.back_(0); value.b.back_(0); })
    sg_watch(id, 2, sg_number_(value), value.a.back_(0), value.b.back_(0), 0, 0);
  else if constexpr (requires { sg_number_(value.size); })
    sg_watch(id, 1, sg_number_(value), sg_number_(value.size), 0, 0, 0);
  else
    sg_watch(id, 0, sg_number_(value), 0, 0, 0, 0);
}
template <class A, class B>
void sg_report_(int id, const Crossover<A, B>& cross) {
  sg_watch(id, 4, cross.back_(0), cross.a.back_(0), cross.b.back_(0), cross.a.back_(1), cross.b.back_(1));
}
template <class T>
struct Watched_ : Expression {
  T node_;
  int id_;
  Watched_(const T& node, int id) : node_(node), id_(id) {}
  using Value_ = decltype(static_cast<const T*>(nullptr)->back_(0));
  Value_ at_(int bar) const { return node_.at_(bar); }
  Value_ back_(int ago) const {
    if (ago == 0 && sg_watching()) sg_report_(id_, node_);
    return node_.back_(ago);
  }
  Value_ operator[](int ago) const { return back_(ago); }
  operator Value_() const { return back_(0); }
  const Engine* engine_() const { return node_.engine_(); }
  bool assigned_() const { return node_.assigned_(); }
  static constexpr int weight_ = heavy;
  Bars depth_() const { return any_depth; }
  template <int width>
  auto wide_(Bars bar) const { return node_.template wide_<width>(bar); }
};
template <class T>
void count_operand(Engine& engine, const Watched_<T>& watched) { count_operand(engine, watched.node_); }
template <class T>
void count_condition(Engine& engine, const Watched_<T>& watched) { count_condition(engine, watched.node_); }
inline void sg_member_(int id, const Series& series) {
  Engine const* const engine = series.engine_();
  if (!series.assigned_()) return;
  if (engine->visible == 0) sg_member_series(id, series.column_());
  else sg_member(id, series.back_(0));
}
template <class T>
  requires(!SeriesLike<T>)
void sg_member_(int id, const T& value) { sg_member(id, sg_number_(value)); }
}
)";

// In next() a condition is asked for its value where it stands; the conditions of the signal form
// are made in init() and asked at each bar.
constexpr std::string_view watch_now = R"(template <class T>
constexpr T sg_watch_(int id, T value) {
  if (!__builtin_is_constant_evaluated()) {
    if (sg_watching()) stratgen::detail::sg_report_(id, value);
  }
  return value;
}
)";
constexpr std::string_view watch_later = R"(template <class T>
constexpr auto sg_watch_(int id, T value) {
  if constexpr (stratgen::detail::SeriesLike<T>) return stratgen::detail::Watched_<T>(value, id);
  else return value;
}
)";

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool has_method(const clang::CXXRecordDecl& record, llvm::StringRef name) {
  return llvm::any_of(record.methods(), [&](const clang::CXXMethodDecl* each) {
    return each->getDeclName().isIdentifier() && each->getName() == name;
  });
}

// The strategy's own struct is derived from, since what it declares must stay what it is.
std::string prelude(const clang::CXXRecordDecl& strategy, const std::string& member_reports,
                    bool signals) {
  std::string text(reports);
  text += signals ? watch_later : watch_now;
  text +=
      "constexpr void sg_mark_(int place) {"
      " if (!__builtin_is_constant_evaluated()) sg_mark(place); }\n"
      "#pragma clang attribute pop\n"
      "#undef STRATGEN_STRATEGY\n"
      "#define STRATGEN_STRATEGY(Name) struct sg_Reporting_ : Name { ";
  text +=
      "void sg_report_members_() { using stratgen::detail::sg_member_; " + member_reports + "} ";
  text += fmt::format("void init() {{ {} sg_report_members_(); }} ",
                      has_method(strategy, "init") ? "Name::init();" : "");
  if (!signals) text += "void next() { Name::next(); sg_report_members_(); } ";
  text +=
      "}; extern \"C\" void stratgen_run(stratgen::abi::Frame* frame) {"
      " stratgen::detail::run<sg_Reporting_>(frame); }\n"
      "#line 1\n";
  return text;
}

// The functions of the source, and the struct that is its strategy.
class SourceWalk : public clang::RecursiveASTVisitor<SourceWalk> {
 public:
  explicit SourceWalk(WatchPoints& points) : points_(points) {}

  bool VisitFunctionDecl(clang::FunctionDecl* function) {
    const bool written = function->doesThisDeclarationHaveABody() && !function->isImplicit() &&
                         !function->isDefaulted() && !function->getLocation().isMacroID();
    if (written) points_.add(*function);
    return true;
  }
  bool VisitCXXRecordDecl(clang::CXXRecordDecl* record) {
    if (!strategy && record->isThisDeclarationADefinition() && api_base(*record)) strategy = record;
    return true;
  }

  static const clang::CXXRecordDecl* api_base(const clang::CXXRecordDecl& record) {
    for (const clang::CXXBaseSpecifier& each : record.bases()) {
      const auto* base = each.getType()->getAsCXXRecordDecl();
      if (base && (base->getName() == "Strategy" || base->getName() == "SignalStrategy"))
        return base;
    }
    return nullptr;
  }

  const clang::CXXRecordDecl* strategy = nullptr;

 private:
  WatchPoints& points_;
};

class Consumer final : public clang::ASTConsumer {
 public:
  Consumer(std::string_view source, InstrumentedSource& result)
      : source_(source), result_(result) {}

  void HandleTranslationUnit(clang::ASTContext& tree) override {
    if (tree.getDiagnostics().hasErrorOccurred()) return;
    WatchPoints points(tree);
    SourceWalk walk(points);
    const clang::SourceManager& sources = tree.getSourceManager();
    // What is not loaded yet is in the precompiled headers.
    for (clang::Decl* each : tree.getTranslationUnitDecl()->noload_decls())
      if (sources.isWrittenInMainFile(each->getLocation())) walk.TraverseDecl(each);
    if (!walk.strategy) return;
    result_.signals = SourceWalk::api_base(*walk.strategy)->getName() == "SignalStrategy";
    points.finish(*walk.strategy, result_.signals);
    points.allow_derived(*walk.strategy);
    MemberReports members = report_members(*walk.strategy);
    std::string text = points.edits.apply(source_);
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    result_.text = prelude(*walk.strategy, members.code, result_.signals) + text;
    result_.members = std::move(members.members);
    result_.expressions = std::move(points.expressions);
    result_.places = std::move(points.places);
  }

 private:
  std::string_view source_;
  InstrumentedSource& result_;
};

class Action final : public clang::ASTFrontendAction {
 public:
  Action(std::string_view source, InstrumentedSource& result) : source_(source), result_(result) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance&,
                                                        llvm::StringRef) override {
    return std::make_unique<Consumer>(source_, result_);
  }

 private:
  std::string_view source_;
  InstrumentedSource& result_;
};

}  // namespace

Result<InstrumentedSource> instrument(std::string_view source) {
  const std::string text(source);  // clang wants the terminating zero
  auto files = make_contract_files();
  files->addFileNoOwn(precompiled_path, 0,
                      llvm::MemoryBufferRef(precompiled_contract(), precompiled_path));
  files->addFileNoOwn(source_path, 0, llvm::MemoryBufferRef(text, source_path));
  InstrumentedSource result;
  {
    clang::IgnoringDiagConsumer ignore;
    clang::CompilerInstance instance;
    instance.setInvocation(make_invocation(Input::Strategy));
    instance.createDiagnostics(&ignore, /*ShouldOwnClient=*/false);
    instance.createFileManager(files);
    Action action(text, result);
    instance.ExecuteAction(action);
  }
  if (result.text.empty())
    return fail(Fault::Internal, "the text to instrument holds no strategy, or does not parse");
  return result;
}

}  // namespace stratgen
