// Private to compiler/frontend: what the code layer needs of the tree before IR is made of it.
#pragma once

#include "runtime/base/error.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace clang {
class ASTContext;
}

namespace stratgen {

inline constexpr std::uint64_t max_frame_bytes = 2 << 20;  // a strategy object is at most 1 MB

// Has the source's explicit casts of integers checked as its implicit conversions are: a value that
// does not fit traps. Between unsigned types they wrap, as unsigned arithmetic does.
void check_explicit_casts(clang::ASTContext& tree);

// Has what a constructor of the source does not initialise read 0, as a local does: in temporaries,
// too.
void clear_before_construction(clang::ASTContext& tree);

// Has a reference to the element behind an array's last trap where the index is a constant; for
// others failure_places sees to it.
void check_last_elements(clang::ASTContext& tree);

// Findings for what no code is made of: objects that no frame could hold, which the optimiser would
// take seconds over, if `by_size`; and assembly, which the code generator has no assembler for.
std::vector<Diagnostic> not_for_code(clang::ASTContext& tree, std::string_view file_name,
                                     bool by_size);

}  // namespace stratgen
