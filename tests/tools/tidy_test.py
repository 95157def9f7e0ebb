"""tools/tidy.py on a small made-up tree: clean as it is, one finding for each rule that is broken."""

import importlib.util
import tempfile
import unittest
from pathlib import Path

sources = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("tidy", sources / "tools/tidy.py")
tidy = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tidy)

CLEAN = {
    "CMakeLists.txt": "add_library(a runtime/market/bars.cpp tests/runtime/market/bars_test.cpp)",
    "runtime/base/error.hpp": "#pragma once\n",
    "runtime/include/stratgen/abi.hpp": '#include "detail/frame.hpp"\n',
    "runtime/include/stratgen/detail/frame.hpp": '#include "../abi.hpp"\n',
    "runtime/market/bars.hpp": '#include <vector>\n#include "runtime/base/error.hpp"\n',
    "runtime/market/bars.cpp": '#include "runtime/market/bars.hpp"\n'
    'const char* page = R"x(\n#include "tools/cli/a.hpp"\nstd::cout)x";  // std::cout in words\n',
    "tests/runtime/market/bars_test.cpp": '#include <nlohmann/json.hpp>\n#include "runtime/market/bars.hpp"\n',
}
LONG_FUNCTION = "int f(int a,\n      int b) {\n" + "  a += b;\n" * 70 + "}\n"


class Tidy(unittest.TestCase):
    def findings(self, changes):
        """(rule, "path:line") for the clean tree with these files changed or added."""
        with tempfile.TemporaryDirectory() as root:
            for path, text in (CLEAN | changes).items():
                file = Path(root, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            tree = tidy.Tree(root)
        return [(rule.__name__, f"{f.path}:{f.line}") for rule in tidy.RULES for f in rule(tree)]

    def expect(self, rule, place, changes):
        self.assertEqual([(rule, place)], self.findings(changes))

    def test_the_clean_tree_is_clean(self):
        self.assertEqual([], self.findings({}))

    def test_runtime_does_not_include_the_compiler(self):
        self.expect("include_arrows", "runtime/base/error.hpp:2", {
            "runtime/base/error.hpp": '#pragma once\n#include "compiler/jit/jit.hpp"\n', "compiler/jit/jit.hpp": ""})

    def test_runtime_folders_point_down(self):
        self.expect("include_arrows", "runtime/base/error.hpp:1", {
            "runtime/base/error.hpp": '#include "runtime/market/bars.hpp"\n'})

    def test_a_contract_header_includes_no_standard_header(self):
        self.expect("include_arrows", "runtime/include/stratgen/abi.hpp:1", {
            "runtime/include/stratgen/abi.hpp": "#include <vector>\n"})

    def test_compiler_folders_that_include_each_other(self):
        self.assertEqual({("folder_cycles", "compiler/jit/a.hpp:1"), ("folder_cycles", "compiler/spec/b.hpp:1")},
                         set(self.findings({"compiler/jit/a.hpp": '#include "compiler/spec/b.hpp"\n',
                                            "compiler/spec/b.hpp": '#include "compiler/jit/a.hpp"\n'})))

    def test_a_third_party_outside_its_files(self):
        self.expect("third_parties", "runtime/market/bars.cpp:1", {
            "runtime/market/bars.cpp": "#include <yaml-cpp/yaml.h>\n"})

    def test_a_third_party_that_leaks_through_a_header(self):
        self.expect("third_parties", "tools/web/page.hpp:1", {
            "compiler/spec/text.hpp": "#include <nlohmann/json.hpp>\n",
            "tools/web/page.hpp": '#include "compiler/spec/text.hpp"\n',
            "tests/tools/page.hpp": '#include "tools/web/page.hpp"\n#include "tests/tools/page.hpp"\n'})

    def test_a_header_that_is_too_long(self):
        self.expect("long_files", "runtime/base/error.hpp:251", {"runtime/base/error.hpp": "\n" * 251})

    def test_a_function_that_is_too_long(self):
        self.expect("long_functions", "runtime/base/error.hpp:2", {"runtime/base/error.hpp": "\n" + LONG_FUNCTION})

    def test_a_long_function_on_the_ratchet_may_not_grow(self):
        ratchet = "long_function runtime/base/error.hpp:f {}\n"
        change = {"runtime/base/error.hpp": LONG_FUNCTION}
        self.assertEqual([], self.findings(change | {"tools/tidy_ratchet.txt": ratchet.format(73)}))
        self.expect("long_functions", "runtime/base/error.hpp:1", change | {"tools/tidy_ratchet.txt": ratchet.format(72)})

    def test_the_ratchet_follows_what_improved(self):
        self.expect("long_functions", "tools/tidy_ratchet.txt:2", {
            "runtime/base/error.hpp": LONG_FUNCTION,
            "tools/tidy_ratchet.txt": "# reasons\nlong_function runtime/base/error.hpp:f 90\n"})
        self.expect("untested_sources", "tools/tidy_ratchet.txt:1", {
            "tools/tidy_ratchet.txt": "untested runtime/market/bars.cpp\n"})

    def test_methods_are_measured_one_by_one(self):
        method = "  void m() {\n" + "    x();\n" * 40 + "  }\n"
        self.assertEqual([], self.findings({"runtime/base/error.hpp": "class C {\n public:\n" + method * 2 + "};\n"}))

    def test_a_table_is_no_function(self):
        self.assertEqual([], self.findings({
            "runtime/base/error.hpp": "const Row rows[] = {\n" + "    {f(1), [] { return 1; }},\n" * 90 + "};\n"}))

    def test_a_header_nobody_includes(self):
        self.expect("unused_headers", "runtime/base/hash.hpp:1", {"runtime/base/hash.hpp": ""})

    def test_a_body_that_a_macro_names_is_included(self):
        self.assertNotIn("unused_headers", str(self.findings({
            "runtime/engine/walk_body.hpp": "", "runtime/engine/walk.cpp":
            '#define STRATGEN_ISA_BODY "runtime/engine/walk_body.hpp"\n#include STRATGEN_ISA_BODY\n'})))

    def test_a_source_nobody_builds(self):
        self.expect("unbuilt_sources", "tools/cli/bars.cpp:1", {"tools/cli/bars.cpp": ""})

    def test_a_folder_that_is_not_formatted_is_data(self):
        self.assertEqual([], self.findings({"tests/accepted/lambdas.cpp": "", "tests/accepted/.clang-format":
                                            "DisableFormat: true\n"}))

    def test_a_source_without_a_test(self):
        self.expect("untested_sources", "runtime/base/hash.cpp:1", {
            "runtime/base/hash.cpp": "", "runtime/CMakeLists.txt": "add_library(b base/hash.cpp)"})

    def test_a_test_of_the_family_or_of_the_header_will_do(self):
        build = {"runtime/CMakeLists.txt": "add_library(b market/bars_csv.cpp market/csv.cpp)"}
        self.assertEqual([], self.findings(build | {"runtime/market/bars_csv.cpp": ""} | {
            "runtime/market/csv.cpp": "", "runtime/market/csv.hpp": "",
            "tests/runtime/market/bars_test.cpp": '#include "runtime/market/bars.hpp"\n#include "runtime/market/csv.hpp"\n'}))

    def test_words_that_say_nothing(self):
        self.expect("banned_words", "runtime/base/error.hpp:1", {"runtime/base/error.hpp": "class JitManager;\n"})
        self.expect("banned_words", "tests/json_utils.hpp:1", {
            "tests/json_utils.hpp": '#include "tests/json_utils.hpp"\n'})
        self.assertEqual([], self.findings({"runtime/base/error.hpp": "struct CommonwealthUtility;\n"}))

    def test_a_library_does_not_print_or_read_the_environment(self):
        for call in ("std::cout << 1;", "printf (1);", 'std::getenv("HOME");', "fmt::print(1);"):
            self.expect("outside_world", "runtime/base/error.hpp:1", {"runtime/base/error.hpp": call + "\n"})
        self.assertEqual([], self.findings({"runtime/base/error.hpp": "std::snprintf(a);\n"}))

    def test_a_todo_names_its_issue(self):
        self.expect("numbered_todos", "runtime/base/error.hpp:1", {"runtime/base/error.hpp": "// TODO: later\n"})
        self.assertEqual([], self.findings({"runtime/base/error.hpp": "// TODO(#12): the rest\n"}))

    def test_paths_of_one_machine(self):
        self.expect("workplace_paths", "README.md:2", {"README.md": "# x\nsee /ho" "me/anna/notes\n"})
        self.assertEqual([], self.findings({"README.md": "https://example.org/home/index ~/work/a\n"}))


if __name__ == "__main__":
    unittest.main()
