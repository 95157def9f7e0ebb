# stratgen_embed(target name FILES...): compiles text files into `target` and declares them in
# <build>/embedded/<name>.hpp as   std::span<const EmbeddedFile> <name>();   in the order given.
# A file's path is kept relative to BASE.
function(stratgen_embed target name)
  cmake_parse_arguments(EMBED "" "BASE" "FILES" ${ARGN})
  set(source ${CMAKE_BINARY_DIR}/embedded/${name}.cpp)
  list(TRANSFORM EMBED_FILES PREPEND ${EMBED_BASE}/ OUTPUT_VARIABLE paths)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DBASE=${EMBED_BASE} "-DFILES=${EMBED_FILES}"
            -DOUTPUT=${source} -P ${stratgen_SOURCE_DIR}/tools/cmake/embed_text_script.cmake
    DEPENDS ${paths} ${stratgen_SOURCE_DIR}/tools/cmake/embed_text_script.cmake
    VERBATIM)
  file(WRITE ${CMAKE_BINARY_DIR}/embedded/${name}.hpp.in
       "#pragma once\n#include \"runtime/base/embedded_file.hpp\"\n\nnamespace stratgen {\n"
       "std::span<const EmbeddedFile> ${name}();\n}\n")
  configure_file(${CMAKE_BINARY_DIR}/embedded/${name}.hpp.in
                 ${CMAKE_BINARY_DIR}/embedded/${name}.hpp COPYONLY)
  target_sources(${target} PRIVATE ${source})
  target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR})
endfunction()
