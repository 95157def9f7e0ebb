# Third parties, all from the distribution. Each is used behind a few named files.
# NO_DEFAULT_PATH: a machine may carry several LLVMs; mixing them fails at run time.
find_package(LLVM 19.1 REQUIRED CONFIG PATHS /usr/lib/llvm-19/lib/cmake/llvm NO_DEFAULT_PATH)
find_package(Clang REQUIRED CONFIG PATHS /usr/lib/llvm-19/lib/cmake/clang NO_DEFAULT_PATH)
find_package(TBB REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(doctest REQUIRED)
find_package(tl-expected REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(CURL 7.88 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(benchmark REQUIRED)
find_package(muparser REQUIRED)
find_library(SECCOMP_LIBRARY seccomp REQUIRED)
find_package(pagmo 2.18 REQUIRED) # its headers; the library is the static one below
find_library(PAGMO_LIBRARY libpagmo.a REQUIRED)
find_path(VALIJSON_INCLUDE_DIR valijson/validator.hpp REQUIRED)

add_library(stratgen_llvm INTERFACE)
target_include_directories(stratgen_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
target_link_libraries(stratgen_llvm INTERFACE clang-cpp LLVM) # the shared libraries, one of each

add_library(stratgen_valijson INTERFACE)
target_include_directories(stratgen_valijson SYSTEM INTERFACE ${VALIJSON_INCLUDE_DIR})

# Linked statically, of which the linker takes the few algorithms in use. The shared library copies 15 MB of
# tables of test problems when it is loaded: 14 ms of every start.
get_target_property(PAGMO_INCLUDE_DIRS Pagmo::pagmo INTERFACE_INCLUDE_DIRECTORIES)
add_library(stratgen_pagmo INTERFACE)
target_include_directories(stratgen_pagmo SYSTEM INTERFACE ${PAGMO_INCLUDE_DIRS})
target_link_libraries(stratgen_pagmo INTERFACE ${PAGMO_LIBRARY} Boost::serialization Eigen3::Eigen TBB::tbb)

# The C interface, for tools; its own copy of clang, which exports nothing else.
find_library(LIBCLANG clang-19 PATHS /usr/lib/llvm-19/lib NO_DEFAULT_PATH REQUIRED)
add_library(stratgen_libclang INTERFACE)
target_include_directories(stratgen_libclang SYSTEM INTERFACE ${CLANG_INCLUDE_DIRS})
target_link_libraries(stratgen_libclang INTERFACE ${LIBCLANG})
