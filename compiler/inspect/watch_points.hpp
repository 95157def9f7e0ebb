// Private to compiler/inspect: walks the functions of a source, decides what is watched, and finds
// what has to hold on the way to each order.
#pragma once

#include "compiler/inspect/instrument.hpp"
#include "compiler/inspect/text_edits.hpp"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>
#include <clang/Basic/SourceManager.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace stratgen {

class WatchPoints {
 public:
  explicit WatchPoints(clang::ASTContext& tree) : tree_(tree), sources_(tree.getSourceManager()) {}

  // A function of the source that has a body.
  void add(const clang::FunctionDecl& function);
  // After the last one: `strategy` is where all ways begin.
  void finish(const clang::CXXRecordDecl& strategy, bool signals);

  // Comments out `final`.
  void allow_derived(const clang::CXXRecordDecl& strategy);

  std::vector<WatchedExpression> expressions;
  std::vector<MarkedPlace> places;
  TextEdits edits;

 private:
  using Function = const clang::FunctionDecl*;
  using Way = std::vector<Step>;

  struct Exit {
    enum class Kind { Return, Break, Continue } kind;
    int place;
  };
  struct Frame {  // of the function that is walked
    Function function = nullptr;
    Way way;                  // to where the walk is
    std::vector<Exit> exits;  // met so far
  };
  struct Range {
    unsigned begin, end;
  };
  struct Call {
    Function caller, callee;
    Way way;
  };
  struct Order {
    int place;
    Function function;
    Way way;  // from the start of its function
  };
  struct PendingExit {  // only written out where it can keep the program from an order
    int place;
    Function function;
    Range range;
  };

  // watch_points.cpp: statements
  void walk(Function function, const clang::Stmt& body);
  void visit(const clang::Stmt* node);
  void visit_plain(const clang::Stmt& node);  // whatever its value may mean
  void visit_children(const clang::Stmt& node);
  void visit_sequence(const clang::CompoundStmt& block);
  void visit_if(const clang::IfStmt& node);
  void visit_choice(const clang::ConditionalOperator& node);
  void visit_switch(const clang::SwitchStmt& node);
  void visit_loop(const clang::Stmt& loop);
  void visit_lambda(const clang::LambdaExpr& lambda);
  void visit_under(const Step& step, const clang::Stmt* node);
  void visit_call(const clang::CallExpr& call);
  void visit_variables(const clang::DeclStmt& declaration);
  void visit_exit(const clang::Stmt& node, Exit::Kind kind);

  // watch_expressions.cpp. Each returns a number, or -1 if it cannot be watched.
  int watch(const clang::Expr* expression);
  int watch_logic(const clang::Expr& expression, WatchedExpression::Kind kind,
                  const clang::Expr* left, const clang::Expr* right);
  int watch_comparison(const clang::Expr& expression, const clang::Expr& left,
                       const clang::Expr& right);
  int watch_leaf(const clang::Expr& expression);
  int watch_operand(const clang::Expr& operand);
  int watch_variable(const clang::VarDecl& variable);  // of `if (Order o = buy())`
  int watch_value(const clang::Expr& expression, WatchedExpression::Kind kind);
  bool is_condition(const clang::Expr& spelled) const;
  bool is_crossing(const clang::Expr& spelled) const;
  int mark(const clang::Stmt& node, MarkedPlace::Kind kind);

  // ways.cpp
  void find_ways(int place, Function function, const Way& way, std::vector<Function>& chain);
  std::set<Function> functions_that_order() const;
  void add_signals(const clang::CXXRecordDecl& strategy);
  void resolve_uses();

  std::optional<Range> range_of(const clang::Stmt& node) const;
  std::string text_of(const clang::Stmt& node) const;
  TextPlace place_of(const clang::Stmt& node) const;
  bool in_source(const clang::Decl& declaration) const;

  clang::ASTContext& tree_;
  const clang::SourceManager& sources_;
  Frame frame_;
  std::map<const clang::Expr*, int> watched_;
  std::map<const clang::VarDecl*, int> definitions_;
  std::map<Function, std::vector<int>> returned_;  // conditions of return statements
  std::map<int, const clang::VarDecl*> uses_of_variables_;
  std::map<int, Function> uses_of_functions_;
  std::vector<Call> calls_;
  std::vector<Order> orders_;
  std::vector<PendingExit> exits_;
};

// Without what the compiler put around it, and without parentheses.
const clang::Expr* spelled(const clang::Expr* expression);

// The one declaration that stands for a function, its instantiations included.
const clang::FunctionDecl* canonical(const clang::FunctionDecl* function);

}  // namespace stratgen
