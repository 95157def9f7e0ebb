# Run by stratgen_embed at build time: writes OUTPUT, a C++ source that holds FILES as raw strings.
set(text "#include \"embedded/${NAME}.hpp\"\n\nnamespace stratgen {\n\nstd::span<const EmbeddedFile> ${NAME}() {\n  static constexpr EmbeddedFile files[] = {\n")
foreach(file IN LISTS FILES)
  file(READ ${BASE}/${file} content)
  string(APPEND text "      {\"${file}\", R\"embedded(${content})embedded\"},\n")
endforeach()
string(APPEND text "  };\n  return files;\n}\n\n}  // namespace stratgen\n")
file(WRITE ${OUTPUT} "${text}")
