# stratgen_settings and stratgen_warnings: what every target of ours is built with. Linked PRIVATE, so
# nothing leaks into third-party code.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(stratgen_settings INTERFACE)
target_compile_features(stratgen_settings INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
# The same inputs give the same last digit on every machine: no contraction into fused multiply-add.
target_compile_options(stratgen_settings INTERFACE -ffp-contract=off -fno-omit-frame-pointer)
target_include_directories(stratgen_settings INTERFACE ${stratgen_SOURCE_DIR})

if(STRATGEN_SANITIZE)
  # Without vptr: LLVM's objects have no type information, and a worker may not make the system calls
  # by which UBSan finds that out.
  target_compile_options(stratgen_settings INTERFACE -fsanitize=${STRATGEN_SANITIZE}
                                                     -fno-sanitize-recover=all -fno-sanitize=vptr)
  target_link_options(stratgen_settings INTERFACE -fsanitize=${STRATGEN_SANITIZE})
endif()

add_library(stratgen_warnings INTERFACE)
target_compile_options(
  stratgen_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
            $<$<BOOL:${STRATGEN_WERROR}>:-Werror>)

# stratgen_library(name SOURCES... PUBLIC deps... PRIVATE deps...): one static library per folder.
function(stratgen_library name)
  cmake_parse_arguments(LIB "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${LIB_SOURCES})
  target_link_libraries(
    ${name}
    PUBLIC stratgen_settings ${LIB_PUBLIC}
    PRIVATE stratgen_warnings ${LIB_PRIVATE})
endfunction()
