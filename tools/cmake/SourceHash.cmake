# stratgen_source_hash(target header function FILES...): compiles into `target` the function
#   std::string_view function();   declared in `header`
# that returns the SHA-256 of a line "<path> <SHA-256>" for each of FILES, sorted. Paths are from the root.
function(stratgen_source_hash target header function)
  set(files ${ARGN})
  list(SORT files)
  set(source ${CMAKE_BINARY_DIR}/embedded/${function}.cpp)
  set(script ${stratgen_SOURCE_DIR}/tools/cmake/source_hash_script.cmake)
  list(TRANSFORM files PREPEND ${stratgen_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DROOT=${stratgen_SOURCE_DIR} -DHEADER=${header} -DFUNCTION=${function}
            "-DFILES=${files}" -DOUTPUT=${source} -P ${script}
    DEPENDS ${paths} ${script}
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()
