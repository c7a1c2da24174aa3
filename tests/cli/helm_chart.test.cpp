// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/detail/helm_chart.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/cli/write_files.hpp>
#include <slipway/dsl.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/yaml.hpp>

#include "helm_renderer.hpp"

namespace helm_chart_test {

using namespace slipway;
using namespace slipway::dsl;
using Catch::Matchers::Contains;

namespace {

using documents = std::vector<json::value>;

/// A chart, and what Helm makes of it.
struct chart {
    explicit chart(const rendered& cluster) : files(cli::files_of(cluster, cli::layout::helm)) {
        const auto read = json::read_yaml(file("values.yaml"));
        values = read.empty() ? json::value::object() : read[0];
    }
    std::string file(const std::string& path) const {
        for (const cli::written_file& f : files)
            if (f.path == path) return f.content;
        FAIL("no file " << path);
        return "";
    }
    /// The objects with these values instead of the chart's own, which they are merged into.
    documents with(const json::value& changed) const {
        json::value all = values;
        all.merge_patch(changed);
        documents made;
        for (const cli::written_file& f : files)
            if (f.path.starts_with("templates/"))
                for (json::value& d : json::read_yaml(support::helm_renderer(all)(f.content)))
                    made.push_back(std::move(d));
        return made;
    }
    /// As text, with the chart's own values.
    std::string text() const {
        std::string made;
        for (const cli::written_file& f : files)
            if (f.path.starts_with("templates/"))
                made += (made.empty() ? "" : "---\n") + support::helm_renderer(values)(f.content);
        return made;
    }
    json::value schema() const { return json::read(file("values.schema.json")); }

    std::vector<cli::written_file> files;
    json::value values;
};

documents plain(const Cluster& c) { return json::read_yaml(rendering(c).get().yaml); }
chart chart_of(const Cluster& c) { return chart(rendering(c).get()); }

std::string without_quotes(std::string_view s) {
    std::string made;
    for (const char c : s)
        if (c != '"') made += c;
    return made;
}

/// The defaults are what the schema asks for.
void check_schema(const json::value& v, const json::value& schema) {
    const std::string type = schema["type"];
    INFO(v << " should be as " << schema);
    CHECK((type == "object"    ? v.is_object()
           : type == "integer" ? v.is_number_integer()
           : type == "boolean" ? v.is_boolean()
                               : v.is_string()));
    if (schema.contains("minimum")) CHECK(v >= schema["minimum"]);
    if (schema.contains("maximum")) CHECK(v <= schema["maximum"]);
    if (schema.contains("minLength")) CHECK_FALSE(v.empty());
    if (schema.contains("enum"))
        CHECK(std::find(schema["enum"].begin(), schema["enum"].end(), v) != schema["enum"].end());
    if (!schema.contains("properties")) return;
    CHECK(v.size() == schema["properties"].size());
    for (const auto& [key, of] : schema["properties"].items()) {
        REQUIRE(v.contains(key));
        check_schema(v[key], of);
    }
}

Cluster shop() {
    ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", "info"}}};
    Deployment web{
        .name = "web-front",
        .labels = {{"app", "web"}},
        .replicas = 3,
        .initContainers = {{.name = "prepare", .image = "registry.example.com:5000/shop/prepare"}},
        .containers =
            {{.name = "app",
              .image = "registry.example.com:5000/shop/web:1.4.2",
              .ports = {{"http", 8080}},
              .env = {{"LOG_LEVEL", from(settings, "LOG_LEVEL")}},
              .resources = {.requests = {.cpu = "1", .memory = "128Mi"},
                            .limits = {.memory = "1Gi"}}},
             {.name = "proxy",
              .image =
                  "proxy@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}},
    };
    CronJob report{.name = "report",
                   .schedule = "0 3 * * *",
                   .containers = {{.name = "app", .image = "shop/report:2"}}};
    DaemonSet logs{.name = "logs",
                   .labels = {{"app", "logs"}},
                   .containers = {{.name = "app", .image = "shop/logs:3"}}};
    return {.name = "shop",
            .resources = {settings, web, report, logs, expose(web, {.ports = {{80, "http"}}})}};
}

Cluster braces() {
    return {.name = "shop",
            .resources = {ConfigMap{
                .name = "templates",
                .data = {{"a", "{{ b }} c"},
                         {"b", "{{{x}}}"},
                         {"c", "{}}"},
                         {"d", "{{/* no comment */}}"},
                         {"e", "{{- trimmed -}}"},
                         {"f", "}}{{}}{{{{{"},
                         {"h", "first {{ line }}\n  {{- second }}\n\nimage: {{ .Values.x }}\n"},
                         {"i", "{\n{\n"}}}}};
}

}  // namespace

TEST_CASE("a chart gives what the definition renders, when its values are as they come") {
    for (const Cluster& c : {shop(), braces(), Cluster{.name = "empty"}}) {
        const chart made = chart_of(c);
        CHECK(made.with(json::value::object()) == plain(c));
        CHECK(without_quotes(made.text()) == without_quotes(rendering(c).get().yaml));
        check_schema(made.values, made.schema());
    }
    CHECK(chart_of(braces()).text() == rendering(braces()).get().yaml);
}

TEST_CASE("a chart is the same each time") {
    const chart one = chart_of(shop()), other = chart_of(shop());
    REQUIRE(one.files.size() == other.files.size());
    for (std::size_t i = 0; i < one.files.size(); ++i)
        CHECK((one.files[i].path == other.files[i].path &&
               one.files[i].content == other.files[i].content));
}

TEST_CASE("replicas, images and resources are values, by workload and container") {
    const chart made = chart_of(shop());
    CHECK_THAT(
        made.file("values.yaml"),
        Contains(
            "\n# Deployment web-front\nwebFront:\n  replicas: 3\n  initContainers:\n    prepare:\n      image:\n"
            "        repository: \"registry.example.com:5000/shop/prepare\"\n      resources: {}\n  containers:\n    app:\n"
            "      image:\n        repository: \"registry.example.com:5000/shop/web\"\n        tag: \"1.4.2\"\n      resources:\n"));
    CHECK_THAT(made.file("templates/deployment-web-front.yaml"),
               Contains("  replicas: {{ .Values.webFront.replicas | int64 }}\n"));
    CHECK(made.values["webFront"]["containers"]["proxy"]["image"]["digest"] ==
          "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    CHECK_FALSE(made.values["logs"].contains("replicas"));

    CHECK(made.with({{"webFront", {{"replicas", 10}}}}) ==
          plain(shop() | replicas("web-front", 10)));
    CHECK(made.with({{"webFront", {{"containers", {{"app", {{"image", {{"tag", "2.0"}}}}}}}}}}) ==
          plain(shop() | image_tag("2.0", "shop/web")));
    CHECK(made.with({{"report", {{"containers", {{"app", {{"image", {{"tag", "3"}}}}}}}}}}) ==
          plain(shop() | image_tag("3", "shop/report")));
    CHECK(made.with({{"logs",
                      {{"containers",
                        {{"app", {{"resources", {{"limits", {{"memory", "64Mi"}}}}}}}}}}}}) ==
          plain(shop() | resources("logs", "app", {.limits = {.memory = "64Mi"}})));
    const documents changed = made.with(
        {{"webFront",
          {{"containers", {{"app", {{"resources", {{"limits", {{"memory", "2Gi"}}}}}}}}}}}});
    CHECK(
        changed[2]["spec"]["template"]["spec"]["containers"][0]["resources"]["limits"]["memory"] ==
        "2Gi");
    CHECK(changed[2]["spec"]["template"]["spec"]["containers"][0]["resources"]["requests"]["cpu"] ==
          "1");
    const documents number =
        made.with({{"logs", {{"containers", {{"app", {{"image", {{"repository", "1e3"}}}}}}}}}});
    CHECK(number[4]["spec"]["template"]["spec"]["containers"][0]["image"] == "1e3:3");
}

TEST_CASE("values have names that templates can say, each its own") {
    cli::detail::value_names names;
    CHECK(names.of("web", "Deployment") == "web");
    CHECK(names.of("web", "CronJob") == "webCronJob");
    CHECK(names.of("web", "CronJob") == "webCronJob2");
    CHECK(names.of("my-web.front", "Pod") == "myWebFront");
    CHECK(names.of("global", "Deployment") == "globalDeployment");
    CHECK(names.of("2048-game", "Deployment") == "deployment2048Game");
}

TEST_CASE("images are cut where registries may have ports") {
    const auto parts = [](const char* image) {
        const cli::detail::image_parts p = cli::detail::parts_of_image(image);
        return p.repository + '|' + p.tag + '|' + p.digest;
    };
    CHECK(parts("busybox") == "busybox||");
    CHECK(parts("host:5000/a/b") == "host:5000/a/b||");
    CHECK(parts("host:5000/a/b:1") == "host:5000/a/b|1|");
    CHECK(parts("a:1@sha256:0") == "a|1|sha256:0");
    CHECK(parts("host:5000/a@sha256:0") == "host:5000/a||sha256:0");
}

namespace {

Cluster with_parameters(parameters& in) {
    const long count =
        in.number("replicas", 3, "how many pods serve the shop", {.least = 1, .most = 50});
    const text tag = in.string("tag", "1.4.2", "version of the images", "SHOP_TAG");
    const text level = in.choice("log-level", "info", {"info", "debug"}, "how much is logged");
    const text size = in.choice("size", "small", {"small", "large"}, "how large the shop is");
    const bool frozen = in.flag("frozen", false, "whether settings may change");
    const dsl::quantity memory = in.quantity("memory", "128Mi", "what a pod needs");
    const long cache =
        in.number("cache", 64, "cached items,\nin thousands", {.least = 1, .most = 1000});
    const text unused = in.string("unused", "x", "nothing");
    const text empty = in.string("empty", "", "nothing at first");
    ConfigMap settings{.name = "settings",
                       .data = {{"level", level},
                                {"both", core::cat("{{", level, "\"%s\\ %", tag, "}}")},
                                {"items", core::cat(core::decimal(cache), "000")},
                                {"replicas", core::decimal(count)},
                                {"frozen", frozen ? "true" : "false"},
                                {"empty", empty}},
                       .immutable = frozen};
    Deployment web{.name = "web",
                   .labels = {{"app", "web"}},
                   .replicas = count,
                   .containers = {{.name = "app",
                                   .image = image(core::cat("shop/web:", tag)),
                                   .resources = {.requests = {.memory = memory}}}}};
    if (size == "large") web.containers.push_back({.name = "cache", .image = "shop/cache:1"});
    return {.name = "shop", .resources = {settings, web}};
}

struct asked {
    explicit asked(core::list<argument> given = {})
        : in(given), cluster(with_parameters(in)), text(cluster) {}
    rendered get() const {
        rendered made = text.get();
        made.definition = with_parameters;
        made.told = &in;
        return made;
    }
    parameters in;
    Cluster cluster;
    rendering text;
};

}  // namespace

TEST_CASE("parameters that stand in the objects are values, with their help and types") {
    const asked standard;
    const chart made(standard.get());
    const std::string values = made.file("values.yaml");
    CHECK_THAT(
        values,
        Contains(
            "\n# how many pods serve the shop (1..50)\nreplicas: 3\n\n# version of the images (text)\ntag: \"1.4.2\"\n"));
    CHECK_THAT(values, Contains("\n# cached items,\n# in thousands (1..1000)\ncache: 64\n"));
    CHECK_THAT(values, Contains("\nlogLevel: \"info\"\n"));
    CHECK_THAT(values, !Contains("unused"));
    CHECK_THAT(values, !Contains("# Deployment web"));  // all that varies in it is a parameter
    const json::value schema = made.schema()["properties"];
    CHECK(schema["replicas"] == json::value{{"description", "how many pods serve the shop"},
                                            {"type", "integer"},
                                            {"minimum", 1},
                                            {"maximum", 50}});
    CHECK(schema["logLevel"]["enum"] == json::value::array({"info", "debug"}));
    check_schema(made.values, made.schema());
}

TEST_CASE("a chart with other values gives what the definition gives with other parameters") {
    const asked standard;
    const chart made(standard.get());
    CHECK(made.with(json::value::object()) == plain(standard.cluster));
    const auto same = [&](const json::value& values, core::list<argument> given) {
        INFO(values);
        CHECK(made.with(values) == plain(asked(given).cluster));
    };
    same({{"replicas", 7}}, {{"replicas", "7"}});
    same({{"tag", "2.0"}}, {{"tag", "2.0"}});
    same({{"tag", "7"}, {"logLevel", "debug"}}, {{"tag", "7"}, {"log-level", "debug"}});
    same({{"cache", 1000}, {"memory", "1Gi"}}, {{"cache", "1000"}, {"memory", "1Gi"}});
    same({{"empty", "a \"b\" {{c}} %d \\ : #"}}, {{"empty", "a \"b\" {{c}} %d \\ : #"}});
}

TEST_CASE("parameters that a definition computes with are fixed, and that is said") {
    const asked standard;
    CHECK_THAT(
        chart(standard.get()).file("values.yaml"),
        Contains(
            "\n# Fixed when the chart was made, by render --set NAME=VALUE: more depends on them than single values.\n# size=\"small\": how large the shop is (small|large)\n"));
    const asked large({{"size", "large"}, {"tag", "9"}});
    const chart made(large.get());
    CHECK(made.values["tag"] == "9");
    CHECK(made.values["web"]["containers"]["cache"]["image"]["tag"] == "1");
    CHECK(made.with({{"replicas", 2}}) ==
          plain(asked({{"size", "large"}, {"tag", "9"}, {"replicas", "2"}}).cluster));
}

namespace {

/// What a chart cannot do: arithmetic, thresholds, values that depend on each other, texts of
/// several lines.
Cluster computing(parameters& in) {
    const long count = in.number("count", 3, "doubled");
    const long many = in.number("many", 3, "compared");
    const text a = in.string("a", "x", "compared with b"),
               b = in.string("b", "y", "compared with a");
    const text name = in.string("name", "config", "a name");
    const text lines = in.string("lines", "one\ntwo\n", "a text");
    ConfigMap settings{.name = "settings",
                       .data = {{"count", core::decimal(2 * count)},
                                {"many", many > 1000 ? "many" : "few"},
                                {"a", a},
                                {"b", a == b ? text("as a") : b},
                                {"lines", lines},
                                {name, "a key"}}};
    return {.name = "shop", .resources = {settings}};
}

}  // namespace

TEST_CASE("a chart promises nothing that the definition does not keep") {
    parameters in;
    const Cluster cluster = computing(in);
    const rendering text(cluster);
    rendered all = text.get();
    all.definition = computing;
    all.told = &in;
    const chart made(all);
    CHECK(made.values.size() == 1);
    CHECK(made.values.contains("a"));
    CHECK(made.with(json::value::object()) == plain(cluster));
    for (const char* fixed : {"count=", "many=", "b=", "name=", "lines="})
        CHECK_THAT(made.file("values.yaml"), Contains(std::string("\n# ") + fixed));
}

namespace {

/// It takes only some texts, and says so in ways of its own.
Cluster particular(parameters& in) {
    const text port = in.string("port", "8080", "a number as text"),
               mode = in.string("mode", "fast", "one of its own words");
    const long number = std::stol(std::string(port.view()));
    if (mode != "fast" && mode != "slow") throw std::invalid_argument("mode");
    return {.name = "shop",
            .resources = {ConfigMap{.name = "settings",
                                    .data = {{"port", core::cat(":", port)},
                                             {"mode", mode},
                                             {"odd", number % 2 ? "odd" : "even"}}}}};
}
Cluster only_ports(parameters& in) {
    const text port = in.string("port", "8080", "a number as text");
    if (std::stol(std::string(port.view())) <= 0) throw std::invalid_argument("port");
    return {.name = "shop",
            .resources = {ConfigMap{.name = "settings", .data = {{"port", core::cat(":", port)}}}}};
}

}  // namespace

TEST_CASE("definitions may refuse what is tried, in any way") {
    for (const bool odd : {false, true}) {
        parameters in;
        const auto definition = odd ? particular : only_ports;
        const Cluster cluster = definition(in);
        const rendering text(cluster);
        rendered all = text.get();
        all.definition = definition;
        all.told = &in;
        const chart made(all);
        CHECK(made.with(json::value::object()) == plain(cluster));
        CHECK(made.values.contains("port") != odd);  // it is looked at, too
        CHECK_FALSE(made.values.contains("mode"));
    }
}

}  // namespace helm_chart_test
