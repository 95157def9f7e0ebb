# Strategies compiled ahead of time, by the compiler that builds everything else and without the JIT's guards:
# no fuel, no traps. For sanitizers, debuggers and IDEs, and to hold the JIT's code against.
#
# stratgen_aot(target SOURCE strategy.cpp [OPTIONS flags...])
#   An executable that backtests the strategy: the flags and output of `stratgen backtest`. OPTIONS are for compiling
#   the strategy and for linking: -fsanitize=address,undefined. tools/aot does the same for one file by hand.
#
# stratgen_aot_strategy(target SOURCE strategy.cpp SYMBOL name [OPTIONS flags...])
#   An object library with `extern "C" const stratgen::BuiltStrategy name`, to link into a test or benchmark.

# The language that compiler/frontend/arguments.cpp compiles, as clang's driver spells it.
set(STRATGEN_AOT_FLAGS
    -ffp-contract=off
    -fno-math-errno
    -fno-rtti
    -fno-exceptions
    -fno-finite-loops
    -ftrivial-auto-var-init=zero
    -fstrict-flex-arrays=3
    -Wno-reorder-init-list
    -isystem
    ${stratgen_SOURCE_DIR}/runtime/include
    -I${stratgen_SOURCE_DIR}
    -include
    ${stratgen_SOURCE_DIR}/tools/cmake/ahead_of_time.hpp)

function(stratgen_aot_strategy target)
  cmake_parse_arguments(AOT "" "SOURCE;SYMBOL" "OPTIONS" ${ARGN})
  add_library(${target} OBJECT ${AOT_SOURCE})
  target_compile_options(${target} PRIVATE ${STRATGEN_AOT_FLAGS} ${AOT_OPTIONS})
  target_compile_features(${target} PRIVATE cxx_std_20)
  target_compile_definitions(${target} PRIVATE STRATGEN_SYMBOL=${AOT_SYMBOL})
endfunction()

function(stratgen_aot target)
  cmake_parse_arguments(AOT "" "SOURCE" "OPTIONS" ${ARGN})
  stratgen_aot_strategy(${target}_strategy SOURCE ${AOT_SOURCE} SYMBOL stratgen_built OPTIONS ${AOT_OPTIONS})
  add_executable(${target} $<TARGET_OBJECTS:stratgen_aot_main>)
  target_link_libraries(${target} PRIVATE ${target}_strategy stratgen_backtest)
  target_link_options(${target} PRIVATE ${AOT_OPTIONS})
endfunction()

# For tools/aot: the same as response files for clang, to compile with and to link with.
list(JOIN STRATGEN_AOT_FLAGS "\"\n\"" flags)
set(STRATGEN_AOT_SANITIZE "")
if(STRATGEN_SANITIZE)
  set(STRATGEN_AOT_SANITIZE -fsanitize=${STRATGEN_SANITIZE})
endif()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/aot.compile
     CONTENT "\"${flags}\"\n-std=c++20\n-DSTRATGEN_SYMBOL=stratgen_built\n")
file(
  GENERATE
  OUTPUT ${CMAKE_BINARY_DIR}/aot.link
  CONTENT "\"$<TARGET_OBJECTS:stratgen_aot_main>\"
\"$<TARGET_FILE:stratgen_backtest>\"
\"$<TARGET_FILE:stratgen_engine>\"
\"$<TARGET_FILE:stratgen_indicator>\"
\"$<TARGET_FILE:stratgen_market>\"
\"$<TARGET_FILE:stratgen_base>\"
\"$<TARGET_FILE:SQLiteCpp>\"
\"$<TARGET_FILE:fmt::fmt>\"
\"$<TARGET_FILE:OpenSSL::Crypto>\"
-lsqlite3
${STRATGEN_AOT_SANITIZE}
")
