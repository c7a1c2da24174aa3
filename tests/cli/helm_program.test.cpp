// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// The charts as a real helm reads them.
#include <slipway/cli/detail/helm_chart.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/cli/write_files.hpp>
#include <slipway/dsl.hpp>
#include <slipway/dsl/custom_resource.hpp>
#include <slipway/json/yaml.hpp>
#include <support/helm.hpp>
#include <support/scratch_directory.hpp>

namespace helm_program_test {

using namespace slipway;
using namespace slipway::dsl;
using Catch::Matchers::Contains;

namespace {

using documents =
    std::map<std::string, json::value>;  // by what they are, since helm has an order of its own

documents by_name(const std::string& yaml) {
    documents made;
    for (const json::value& d : json::read_yaml(yaml)) {
        if (d.is_null()) continue;
        const std::string name = d.value("kind", "") + ' ' + d["metadata"].value("namespace", "") +
                                 '/' + d["metadata"].value("name", "");
        CHECK(made.emplace(name, d).second);
    }
    return made;
}

/// The definition that is made into charts here; its parameters are like those of a program.
Cluster shop(parameters& in) {
    const long count =
        in.number("replicas", 2, "how many pods serve the shop", {.least = 1, .most = 50});
    const text tag = in.string("tag", "1.4.2", "version of the images");
    const text level = in.choice("log-level", "info", {"info", "debug"}, "how much is logged");
    const dsl::quantity memory = in.quantity("memory", "128Mi", "what a pod needs");
    const bool frozen = in.flag("frozen", false, "whether settings may change");
    const text on = in.string("on", "no", "a name that is no text in YAML 1.1");
    const text size = in.choice("size", "small", {"small", "large"}, "how large the shop is");

    ConfigMap settings{
        .name = "settings",
        .data = {{"LOG_LEVEL", level},
                 {"greeting", core::cat("{{", level, "\"%s\\ %", tag, "}}")},
                 {"template", "{{ .Values.nothing }} {{- x -}} {{/* y */}} }}{{{"},
                 {"lines", "first {{ line }}\n  {{- second }}\n\nimage: {{ .Values.x }}\n"},
                 {"bytes", "a\tb \xc3\xa9 # : - 'c'"},
                 {"number", "1e3"},
                 {"frozen", frozen ? "true" : "false"},
                 {"yes", on}}};
    Secret database{.name = "database", .data = {{"password", "sesame"}}};
    ServiceAccount account{.name = "web"};
    Deployment web{
        .name = "web",
        .labels = {{"app", "web"}},
        .replicas = count,
        .initContainers = {{.name = "prepare", .image = "registry.example.com:5000/shop/prepare"}},
        .containers = {
            {.name = "app",
             .image = image(core::cat("shop/web:", tag)),
             .ports = {{"http", 8080}},
             .env = {{"LOG_LEVEL", from(settings, "LOG_LEVEL")}},
             .resources = {.requests = {.cpu = "10m", .memory = memory}}},
            {.name = "proxy",
             .image = "shop/proxy:3",
             .resources = {.requests = {.memory = "16Mi"}, .limits = {.memory = "64Mi"}}}}};
    StatefulSet store{
        .name = "store",
        .labels = {{"app", "store"}},
        .replicas = 1,
        .containers = {{.name = "app", .image = "shop/store:7", .ports = {{"data", 5432}}}}};
    DaemonSet logs{
        .name = "logs",
        .labels = {{"app", "logs"}},
        .containers = {
            {.name = "app",
             .image =
                 "shop/logs@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}};
    CronJob report{.name = "2048-report",
                   .schedule = "0 3 * * *",
                   .containers = {{.name = "app", .image = "shop/report:2"}}};
    Job once{.name = "once", .containers = {{.name = "app", .image = "shop/once:2"}}};
    Deployment no{.name = "no",
                  .labels = {{"app", "no"}},
                  .containers = {{.name = "y", .image = "shop/no:1"}}};
    if (size == "large") web.containers.push_back({.name = "cache", .image = "shop/cache:1"});
    return {.name = "shop",
            .resources = {settings, database, account, web, store, logs, report, once, no,
                          expose(web, {.ports = {{80, "http"}}})}};
}

/// A chart in a directory.
class chart {
public:
    explicit chart(Cluster (*definition)(parameters&), core::list<argument> given = {}) {
        parameters in(given);
        const Cluster cluster = definition(in);
        const rendering text(cluster);
        rendered all = text.get();
        all.definition = definition;
        all.told = &in;
        for (const cli::written_file& f : cli::files_of(all, cli::layout::helm))
            scratch_directory::write(files_ / f.path, f.content);
        plain = std::string(all.yaml);
    }
    std::string path() const { return files_.path().string(); }

    std::string plain;  ///< as `render` prints it

private:
    scratch_directory files_;
};

struct CacheSpec {
    BOOST_HANA_DEFINE_STRUCT(CacheSpec, (long, size), (slipway::text, image));
};
using Cache = custom_resource<"cache.example.com/v1", "Cache", CacheSpec>;

Cluster with_kind(parameters& in) {
    const text about = in.string("about", "a cache", "what it is");
    CustomResourceDefinition own = definitionOf<Cache>();
    own.annotations = {{"about", about}, {"braces", "{{ .Values.nothing }}"}};
    Cache front{.name = "front"};
    front.spec.size = 3;
    return {.name = "shop", .resources = {own, front}};
}

std::string plain(core::list<argument> given) { return chart(shop, given).plain; }

bool there_is_none() {
    if (!support::helm_program().empty()) return false;
    WARN(
        "SLIPWAY_HELM names no helm, and there is none on PATH: nothing is tested here (cmake/run test fetches it)");
    return true;
}

}  // namespace

TEST_CASE("helm finds nothing wrong with a chart, and makes of it what is rendered") {
    if (there_is_none()) return;
    const support::helm helm(support::helm_program());
    for (const core::list<argument>& given :
         {core::list<argument>{},
          core::list<argument>{{"size", "large"}, {"tag", "7"}, {"frozen", "true"}}}) {
        const chart made(shop, given);
        const std::string lint = helm.said({"lint", "--strict", made.path()});
        CHECK_THAT(lint, Contains("1 chart(s) linted, 0 chart(s) failed"));
        CHECK_THAT(lint, !Contains("[WARNING]") && !Contains("[ERROR]"));
        CHECK(by_name(helm.said({"template", "shop", made.path()})) == by_name(made.plain));
    }
}

TEST_CASE("definitions of kinds whose objects come along stand where helm makes them first") {
    if (there_is_none()) return;
    const support::helm helm(support::helm_program());
    const chart made(with_kind);
    CHECK_THAT(helm.said({"lint", "--strict", made.path()}),
               Contains("1 chart(s) linted, 0 chart(s) failed"));
    CHECK(by_name(helm.said({"template", "shop", made.path(), "--include-crds"})) ==
          by_name(made.plain));
    CHECK_THAT(helm.said({"template", "shop", made.path()}), !Contains("CustomResourceDefinition"));
    CHECK_THAT(helm.said({"show", "crds", made.path()}), Contains("caches.cache.example.com"));
    CHECK_THAT(helm.said({"show", "values", made.path()}),
               Contains("# about=\"a cache\""));  // it stands in what is no template
}

TEST_CASE("helm sets parameters, images, replicas and resources") {
    if (there_is_none()) return;
    const support::helm helm(support::helm_program());
    const chart made(shop);
    const auto with = [&](std::vector<std::string> set) {
        std::vector<std::string> words{"template", "shop", made.path()};
        for (const std::string& s : set) words.insert(words.end(), {"--set", s});
        return by_name(helm.said(words));
    };
    CHECK(with({"replicas=7"}) == by_name(plain({{"replicas", "7"}})));
    CHECK(with({"tag=2.0-rc.1,logLevel=debug"}) ==
          by_name(plain({{"tag", "2.0-rc.1"}, {"log-level", "debug"}})));
    CHECK(with({"memory=1Gi", "frozen=true"}) ==
          by_name(plain({{"memory", "1Gi"}, {"frozen", "true"}})));

    documents all = with({"proxy=1"});  // unknown values are let through, as in other charts
    CHECK(all == by_name(made.plain));
    all = with({"web.containers.proxy.image.tag=v4",
                "web.initContainers.prepare.image.repository=mirror.example.com/prepare",
                "store.replicas=3", "noDeployment.containers.yContainer.image.tag=1.1",
                "onParameter=off", "web.containers.proxy.resources.limits.memory=1Gi",
                "web.containers.proxy.resources.limits.cpu=2",
                "store.containers.app.resources.requests.memory=5Gi"});
    const json::value& pod = all["Deployment shop/web"]["spec"]["template"]["spec"];
    CHECK(pod["initContainers"][0]["image"] == "mirror.example.com/prepare");
    CHECK(pod["containers"][1]["image"] == "shop/proxy:v4");
    CHECK(pod["containers"][1]["resources"] ==
          json::value{{"limits", {{"cpu", 2}, {"memory", "1Gi"}}},
                      {"requests", {{"memory", "16Mi"}}}});
    CHECK(all["Deployment shop/no"]["spec"]["template"]["spec"]["containers"][0]["image"] ==
          "shop/no:1.1");
    CHECK(all["ConfigMap shop/settings"]["data"]["yes"] == "off");
    CHECK(all["StatefulSet shop/store"]["spec"]["replicas"] == 3);
    CHECK(all["StatefulSet shop/store"]["spec"]["template"]["spec"]["containers"][0]["resources"] ==
          json::value{{"requests", {{"memory", "5Gi"}}}});
}

TEST_CASE("helm refuses values that the definition would refuse") {
    if (there_is_none()) return;
    const support::helm helm(support::helm_program());
    const chart made(shop);
    const auto refuses = [&](const std::string& set, const std::string& why) {
        const auto said = helm({"template", "shop", made.path(), "--set", set});
        INFO(set << ": " << said.output << said.complaints);
        CHECK(said.exit_code != 0);
        CHECK_THAT(said.complaints, Contains(why));
    };
    refuses("replicas=0", "at '/replicas': minimum: got 0, want 1");
    refuses("replicas=many", "at '/replicas': got string, want integer");
    refuses("logLevel=loud", "at '/logLevel': value must be one of 'info', 'debug'");
    refuses("frozen=perhaps", "at '/frozen': got string, want boolean");
    refuses("store.replicas=-1", "at '/store/replicas': minimum: got -1, want 0");
    refuses("web.containers.proxy.image.tag=",
            "at '/web/containers/proxy/image/tag': minLength: got 0, want 1");
    refuses("tag=7", "at '/tag': got number, want string");  // --set-string says that it is one
    CHECK_THAT(helm.said({"template", "shop", made.path(), "--set-string", "tag=7"}),
               Contains("image: \"shop/web:7\""));
    refuses("memory=lots", "at '/memory': 'lots' does not match pattern");
    refuses("store.containers.app.resources.limits.memory=64MB",
            "at '/store/containers/app/resources/limits/memory': '64MB' does not match pattern");
}

}  // namespace helm_program_test
