// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/graph.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "graphs.hpp"
#include "ran.hpp"

namespace graph_test {

using namespace slipway;
using namespace support;
using Catch::Matchers::Contains;

TEST_CASE("findings are drawn at their objects, and those of nothing below") {
    const cli::graph g = graph_of_yaml(plain_web(), {{"Deployment web", "this is <wrong>"},
                                                     {"Deployment shop/web", "and this"},
                                                     {"Service x", "is lost"}});
    CHECK(find(g, "Deployment web")->findings ==
          std::vector<std::string>{"this is <wrong>", "and this"});
    CHECK(g.findings == std::vector<std::string>{"Service x: is lost"});
    const std::string svg = cli::svg_of(g);
    CHECK(count(svg, "class=\"node workload wrong\"") == 1);
    CHECK_THAT(svg,
               Contains(">this is &lt;wrong&gt;</text>") && Contains(">Service x: is lost</text>"));
    CHECK_THAT(cli::dot_of(g), Contains("this is <wrong>\\nand this\", color=\"#cf222e\"") &&
                                   Contains("Service x: is lost"));
    CHECK_THAT(cli::mermaid_of(g), Contains("this is #60;wrong#62;<br/>and this\"]:::wrong"));
}

TEST_CASE("what is not defined is dashed") {
    const cli::graph g =
        graph_of_yaml(web("{containers: [], imagePullSecrets: [{name: registry}]}"));
    CHECK(count(cli::svg_of(g), "class=\"node config absent\"") == 1);
    CHECK_THAT(cli::svg_of(g), Contains(">Secret, not defined here</text>"));
    CHECK_THAT(cli::dot_of(g),
               Contains("Secret, not defined here\\nregistry\"") && Contains("dashed"));
    CHECK_THAT(cli::mermaid_of(g), Contains("Secret, not defined here<br/>registry\"]:::absent"));
}

namespace {

/// Names that nobody should be able to give, in documents that nobody checked.
cli::graph hostile() {
    const std::vector<std::string> names{"</script><script>alert(1)</script>",
                                         "\"]; evil [label=\"x",
                                         "a\\\"b\\",
                                         "x\"] --> y; click n0 \"javascript:1\"",
                                         "<!--",
                                         "]]>",
                                         std::string("nul\0!", 5),
                                         "bell\x07",
                                         "\xff\xfe",
                                         "\xe2\x80\xae"
                                         "turned",
                                         "\xef\xbf\xbf",
                                         "a\nb",
                                         "&amp;",
                                         "' onload='1",
                                         "%s%n",
                                         ""};
    std::vector<json::value> documents;
    for (const std::string& n : names) {
        if (n.empty()) continue;
        json::value d = {
            {"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", {{"name", n}, {"namespace", n}}}};
        d["spec"]["containers"] = json::value::array();
        d["spec"]["imagePullSecrets"] = json::value::array({{{"name", n}}});
        documents.push_back(d);
        documents.push_back({{"kind", n}, {"metadata", {{"name", "x"}}}});
    }
    return cli::graph_of(
        documents,
        {.name = names[0], .findings = {{"Pod " + names[2], names[0]}, {"nothing", names[1]}}});
}

}  // namespace

TEST_CASE("hostile names stay text in every output") {
    const cli::graph g = hostile();
    for (const cli::graph_node& n : g.nodes)
        for (const std::string& s : {n.kind, n.name, n.namespace_})
            for (const char c : s) CHECK(static_cast<unsigned char>(c) >= 0x20);
    const std::string svg = cli::svg_of(g);
    CHECK(count(svg, "<script") == 0);
    CHECK(count(svg, "<!--") == 0);
    CHECK_THAT(svg, Contains("&lt;/script&gt;"));
    const std::string html = cli::html_of(g);
    CHECK(count(html, "<script") == 2);
    CHECK(count(html, "</script") == 2);
    CHECK(count(html, "<!--") == 0);
    CHECK_THAT(html, Contains("\\u003c/script>"));
    for (const std::string* text : {&svg, &html})
        for (const char* bad : {"\xff", "\x07", "\xe2\x80\xae", "\xef\xbf\xbf"})
            CHECK(count(*text, bad) == 0);
    for (const std::string& line : {cli::dot_of(g), cli::mermaid_of(g)})
        CHECK(count(line, "\x07") == 0);

    // In DOT each line has an even number of quotes that are not escaped: nothing leaves its
    // string.
    const std::string dot = cli::dot_of(g);
    for (std::size_t at = 0; at < dot.size(); at = dot.find('\n', at) + 1) {
        std::size_t quotes = 0;
        const std::string line = dot.substr(at, dot.find('\n', at) - at);
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '\\') ++i;
            else quotes += line[i] == '"';
        }
        CHECK(quotes % 2 == 0);
    }
    CHECK(count(cli::mermaid_of(g), "javascript:") == 0);
}

TEST_CASE("the page keeps the values of Secrets to itself") {
    const cli::graph g = graph_of_yaml(
        "{apiVersion: v1, kind: Secret, metadata: {name: s, annotations: {kubectl.kubernetes.io/last-applied-configuration: hunter2}},"
        "stringData: {password: hunter2}, data: {token: aHVudGVyMg==}}");
    const std::string html = cli::html_of(g);
    CHECK(count(html, "hunter2") == 0);
    CHECK(count(html, "aHVudGVyMg") == 0);
    CHECK_THAT(html, Contains("password: (left out)") && Contains("token: (left out)"));
}

TEST_CASE("the page fetches nothing") {
    const std::string html = cli::html_of(graph_of_yaml(plain_web()));
    CHECK_THAT(html, Contains("default-src 'none'"));
    CHECK(count(html, " src=") + count(html, "href=") + count(html, "@import") +
              count(html, "url(") ==
          0);
    CHECK(count(html, "http") - count(html, "http://www.w3.org/2000/svg") ==
          count(html, "http-equiv"));
}

TEST_CASE("no objects make an empty picture") {
    CHECK_THAT(cli::svg_of(cli::graph{.name = "empty"}),
               Contains("<title>empty</title>") && Contains("</svg>"));
    CHECK_THAT(cli::html_of(cli::graph{.name = "empty"}), Contains("{\"nodes\":[],\"edges\":[]}"));
}

TEST_CASE("the same objects give the same bytes") {
    for (const cli::graph_format f : {cli::graph_format::dot, cli::graph_format::mermaid,
                                      cli::graph_format::svg, cli::graph_format::html}) {
        CHECK(cli::drawn(cli::graph_of(many_objects(10)), f) ==
              cli::drawn(cli::graph_of(many_objects(10)), f));
        CHECK(cli::drawn(random_graph(7, 50, 90, 3), f) ==
              cli::drawn(random_graph(7, 50, 90, 3), f));
    }
}

TEST_CASE("a thousand objects are drawn quickly") {
    const std::vector<json::value> objects = many_objects(250);
    const auto start = std::chrono::steady_clock::now();
    const std::string svg = cli::svg_of(cli::graph_of(objects));
    const auto took = std::chrono::steady_clock::now() - start;
    CHECK(count(svg, "<g class=\"node") == 1001);
    CHECK(took <
          std::chrono::seconds(10));  // without optimization, under sanitizers, on a busy machine
}

TEST_CASE("DOT is what Graphviz reads, where it is installed") {
    if (std::system("dot -V >/dev/null 2>&1") != 0) return;
    for (const cli::graph& g :
         {hostile(), cli::graph_of(many_objects(5)), random_graph(3, 20, 30, 3)}) {
        std::FILE* dot = ::popen("dot -Tsvg >/dev/null 2>&1", "w");
        REQUIRE(dot);
        const std::string text = cli::dot_of(g);
        CHECK(std::fwrite(text.data(), 1, text.size(), dot) == text.size());
        CHECK(::pclose(dot) == 0);
    }
}

namespace {

const std::string objects_of_shop =
    R"({"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"shop"}}]})";

support::ran asked(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "graph");
    return support::run_as_program(
        [](int argc, char** argv) {
            dsl::rendered cluster;
            cluster.name = "shop";
            cluster.json = objects_of_shop;
            return cli::graph_command(cluster, argc, argv);
        },
        std::move(arguments));
}

/// A directory that is gone at the end.
struct directory {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("slipway-graph-" + std::to_string(::getpid()));
    directory() { std::filesystem::create_directory(path); }
    directory(const directory&) = delete;
    ~directory() { std::filesystem::remove_all(path); }
    std::string operator/(const char* name) const { return (path / name).string(); }
};

std::string content_of(const std::string& file) {
    std::ifstream from(file);
    return {std::istreambuf_iterator<char>(from), {}};
}

}  // namespace

TEST_CASE("graph prints DOT, or what is asked for") {
    CHECK(asked({}).out.rfind("digraph \"shop\" {", 0) == 0);
    CHECK(asked({"-o", "mermaid"}).out.rfind("flowchart LR\n", 0) == 0);
    CHECK_THAT(asked({"--output=svg"}).out, Contains("<svg "));
    CHECK(asked({"-o=html"}).out.rfind("<!DOCTYPE html>", 0) == 0);
    CHECK(asked({"-o", "svg"}).code == cli::success);
}

TEST_CASE("graph writes a file, whose ending tells the format") {
    const directory there;
    for (const auto& [name, starts] :
         std::vector<std::pair<const char*, std::string>>{{"a.svg", "<?xml"},
                                                          {"a.html", "<!DOCTYPE html>"},
                                                          {"a.mmd", "flowchart"},
                                                          {"a.dot", "digraph"},
                                                          {"a", "digraph"}}) {
        const support::ran r = asked({"--file", there / name});
        CHECK(r.code == cli::success);
        CHECK((r.out + r.err).empty());
        CHECK(content_of(there / name).rfind(starts, 0) == 0);
    }
    CHECK(asked({"--file=" + there / "b.svg", "-o", "dot"}).code == cli::success);
    CHECK(content_of(there / "b.svg").rfind("digraph", 0) == 0);
    const support::ran refused = asked({"--file", there / "none/a.svg"});
    CHECK(refused.code == cli::failure);
    CHECK(refused.err ==
          "shop: cannot write " + there / "none/a.svg" + ": No such file or directory\n");
}

TEST_CASE("a wrong command line of graph is said") {
    auto said = [](std::vector<std::string> w) {
        const support::ran r = asked(std::move(w));
        CHECK(r.code == cli::wrong_usage);
        CHECK(r.out.empty());
        return r.err.substr(0, r.err.find('\n'));
    };
    CHECK(said({"-o", "png"}) == "shop: the output is dot, mermaid, svg or html, not 'png'");
    CHECK(said({"-o"}) == "shop: a value is missing after '-o'");
    CHECK(said({"--file="}) == "shop: a value is missing after '--file='");
    CHECK(said({"web"}) == "shop: unknown option 'web'");
    CHECK(
        said({"--file", "some.dir/shop.png"}) ==
        "shop: the file ends in .svg, .html, .mmd or .dot, or -o tells the format, not 'some.dir/shop.png'");
    const std::string help = cli::graph_help;
    for (const char* option : {"-o", "--output", "--file", "dot", "mermaid", "svg", "html"})
        CHECK_THAT(help, Contains(option));
}

}  // namespace graph_test
