// rules_page > docs/RULES.md
#include "compiler/check/rules.hpp"

#include <cstdio>

int main() { std::fputs(stratgen::rules_page().c_str(), stdout); }
