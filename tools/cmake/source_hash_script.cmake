# Run by stratgen_source_hash at build time: writes OUTPUT, a C++ source with the hash of FILES.
set(lines "")
foreach(file IN LISTS FILES)
  file(SHA256 ${ROOT}/${file} hash)
  string(APPEND lines "${file} ${hash}\n")
endforeach()
string(SHA256 hash "${lines}")
file(WRITE ${OUTPUT} "#include \"${HEADER}\"\n\nnamespace stratgen {\n\n"
                     "std::string_view ${FUNCTION}() { return \"${hash}\"; }\n\n}  // namespace stratgen\n")
