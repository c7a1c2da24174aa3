// SPDX-FileCopyrightText: 2026 The Slipway developers SPDX-License-Identifier: MIT Definitions with
// kinds of their own against the embedded cluster, and what it answers beside Kubernetes' own API
// server.
#include <slipway/cli/apply.hpp>

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <apiserver/custom_definitions.hpp>
#include <slipway/api/resources/apiextensions_v1.hpp>
#include <slipway/api/run_time_resource.hpp>
#include <slipway/cli/delete_.hpp>
#include <slipway/cli/diff.hpp>
#include <slipway/cli/status.hpp>
#include <slipway/cli/write_files.hpp>
#include <slipway/client/http_transport.hpp>
#include <slipway/cluster/served_api.hpp>
#include <slipway/dsl.hpp>
#include <slipway/dsl/custom_resource.hpp>
#include <support/eventually.hpp>
#include <support/helm.hpp>
#include <support/kubernetes.hpp>
#include <support/scratch_directory.hpp>

#include "said_here.hpp"

namespace custom_kinds_test {

using namespace slipway;
using Catch::Matchers::Contains;
using support::eventually;
using support::ran;

namespace {

struct StoreSpec {
    BOOST_HANA_DEFINE_STRUCT(StoreSpec, (long, size), (slipway::text, image));
};
struct StoreStatus {
    BOOST_HANA_DEFINE_STRUCT(StoreStatus, (long, ready));
};
using Store = dsl::custom_resource<"stores.example.com/v1", "Store", StoreSpec, StoreStatus>;

dsl::Cluster stores(long size = 3) {
    Store front{.name = "front"};
    front.spec.size = size;
    front.spec.image = "store:1";
    return {.name = "stores", .resources = {dsl::definitionOf<Store>(), front}};
}

const api::resource& definitions =
    api::resource_of<api::apiextensions_v1::CustomResourceDefinition>;

/// A control plane, over HTTPS.
struct world {
    world() {
        cluster::write_secret_file(kubeconfig, cluster::kubeconfig(served.admin()));
        plane.start();
    }
    ran run(int (*command)(const dsl::rendered&, int, char**), const dsl::Cluster& definition,
            std::vector<std::string> options = {}) const {
        const dsl::rendering text(definition);
        options.insert(options.begin(), {"command", "--kubeconfig", kubeconfig.string()});
        const ran said = support::said_here(
            [&](int argc, char** argv) { return command(text.get(), argc, argv); },
            std::move(options));
        UNSCOPED_INFO("code " << said.code << "\nout:\n" << said.out << "err:\n" << said.err);
        return said;
    }

    scratch_directory files;
    std::filesystem::path kubeconfig = files.path() / "kubeconfig";
    cluster::control_plane plane;
    cluster::served_api served{plane};
};

/// What a server says to writes that it refuses, and of what it has made of those that it takes.
std::vector<std::string> answers(const client::client& c) {
    std::vector<std::string> said;
    const auto sorted = [](const json::value& v) { return nlohmann::json::parse(v.dump()).dump(); };
    const auto attempt = [&](auto write) {
        try {
            said.push_back(write());
        } catch (const core::status_error& e) {
            said.push_back(std::to_string(e.code()) + " " + e.message());
        }
    };
    const auto define = [&](auto change) {
        json::value definition = support::caches();
        change(definition);
        attempt([&] {
            return sorted(c.by().create({&definitions}, definition, {})->at("spec").at("names"));
        });
    };
    define([](json::value& d) { d["metadata"]["name"] = "cache.example.com"; });
    define([](json::value& d) { d["spec"]["scope"] = "Global"; });
    define([](json::value& d) { d["spec"]["versions"][0].erase("schema"); });
    define([](json::value& d) {
        d["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"]
         ["size"]
             .erase("type");
    });
    define([](json::value& d) {
        d["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"]
         ["size"]["default"] = "x";
    });
    define([](json::value& d) {
        d["spec"]["versions"][0]["subresources"]["scale"]["specReplicasPath"] = ".status.replicas";
    });
    define([](json::value&) {});
    const auto condition = [&](const std::string& type) {
        const json::document definition = c.find(definitions, "", "caches.example.com");
        if (!definition || !definition->contains("status") ||
            !(*definition)["status"]["conditions"].is_array())
            return std::string();
        for (const json::value& each : (*definition)["status"]["conditions"])
            if (each["type"] == type)
                return each["status"].get<std::string>() + " " + each["reason"].get<std::string>() +
                       " " + each["message"].get<std::string>();
        return std::string();
    };
    CHECK(eventually([&] { return condition("Established").starts_with("True"); }));
    said.push_back(condition("NamesAccepted"));
    said.push_back(condition("Established"));

    const api::run_time_resource caches({.group = "example.com",
                                         .version = "v1",
                                         .kind = "Cache",
                                         .plural = "caches",
                                         .singular = "cache",
                                         .subresources = {"status", "scale"}});
    const api::target all{&caches.row(), "default"}, one{&caches.row(), "default", "a"},
        status{&caches.row(), "default", "a", "status"};
    const auto shown = [&](const json::value& o) {
        return sorted(o["spec"]) + " generation " + o["metadata"]["generation"].dump() +
               (o.contains("status") ? " " + sorted(o["status"]) : "");
    };
    const auto create = [&](const char* spec) {
        attempt([&] { return shown(*c.by().create(all, support::cache("a", spec), {})); });
    };
    // It takes a moment until a server serves what is established.
    CHECK(eventually([&] {
        try {
            c.by().list(all, {});
            return true;
        } catch (const core::status_error&) {
            return false;
        }
    }));
    for (
        const char* spec :
        {R"({"size": "big"})", R"({})", R"({"size": 0})", R"({"size": 11})",
         R"({"size": 1, "tier": "warm"})", R"({"size": 1, "image": "X"})",
         R"({"size": 1, "labels": {"a": 1}})",
         R"({"size": 1, "note": null, "image": null, "sise": 1, "free": {"x": {"y": 1}}, "peers": [{"name": "p", "more": 2}], "port": "50%"})"})
        create(spec);
    const auto patch = [&](const api::target& at, const char* text) {
        attempt(
            [&] { return shown(*c.by().patch(at, api::patch_type::merge, json::read(text), {})); });
    };
    patch(one, R"({"spec": {"size": 2}, "status": {"replicas": 7}})");
    patch(status, R"({"spec": {"size": 3}, "status": {"replicas": 7, "more": 1}})");
    patch(status, R"({"status": {"conditions": 7}})");
    patch(one, R"({"metadata": {"labels": {"a": "b"}}})");
    patch(one, R"({"spec": {"tier": null}})");
    attempt([&] {
        return shown(*c.by().patch(one, api::patch_type::strategic,
                                   json::read(R"({"spec": {"size": 3}})"), {}));
    });
    c.by().remove({&definitions, "", "caches.example.com"}, {});
    CHECK(eventually([&] { return !c.find(definitions, "", "caches.example.com"); }));
    return said;
}

}  // namespace

TEST_CASE(
    "a definition with a kind of its own is applied to the embedded cluster, and removed from it") {
    const world w;
    CHECK_THAT(w.run(cli::diff_command, stores()).out,
               Contains("2 to create") || Contains("3 to create"));
    const ran first = w.run(cli::apply_command, stores());
    CHECK(first.code == cli::success);
    CHECK_THAT(first.out, Contains("Store front created"));
    CHECK_THAT(w.run(cli::apply_command, stores()).out,
               !Contains("created") && !Contains("configured"));
    CHECK_THAT(w.run(cli::diff_command, stores(4)).out, Contains("+  size: 4"));
    CHECK(w.run(cli::status_command, stores()).code == cli::success);
    const ran removed = w.run(cli::delete_command, stores(), {"--yes", "--timeout", "60s"});
    CHECK(removed.code == cli::success);
    CHECK_THAT(removed.out, Contains("Store front is gone"));
}

TEST_CASE(
    "an operator follows a kind that is known at run time only, and what it made goes with the owner") {
    world w;
    client::http_transport transport(client::kubeconfig::load({.file = w.kubeconfig.string()}));
    const client::client outside(transport);
    outside.by().create({&definitions}, support::caches(), {});
    const api::run_time_resource caches({.group = "example.com",
                                         .version = "v1",
                                         .kind = "Cache",
                                         .plural = "caches",
                                         .singular = "cache",
                                         .subresources = {"status"}});
    core::system_time time;
    core::random_source random;
    controller::manager manager(outside, time, random);
    manager.documents(caches.row())
        .on_change([&](const json::document& before, const json::document& after) {
            if (before || !after) return;
            api::ConfigMap made;
            made.metadata.name = "made-by-operator";
            made.metadata.namespace_ = "default";
            api::meta_v1::OwnerReference owner;
            owner.apiVersion = "example.com/v1";
            owner.kind = "Cache";
            owner.name = core::text((*after)["metadata"]["name"].get<std::string>());
            owner.uid = core::text((*after)["metadata"]["uid"].get<std::string>());
            made.metadata.ownerReferences.push_back(owner);
            outside.create(made);
            outside.by().patch({&caches.row(), "default", "front", "status"},
                               api::patch_type::merge, json::read(R"({"status": {"replicas": 1}})"),
                               {});
        });
    manager.start();
    outside.by().create({&caches.row(), "default"}, support::cache("front", R"({"size": 1})"), {});
    CHECK(eventually(
        [&] { return outside.find<api::ConfigMap>("default", "made-by-operator").has_value(); }));
    CHECK(eventually(
        [&] { return outside.get(caches.row(), "default", "front")->contains("status"); }));
    outside.remove(caches.row(), "default", "front", {});
    CHECK(eventually([&] { return !outside.find<api::ConfigMap>("default", "made-by-operator"); }));
    manager.stop();
}

TEST_CASE("Helm installs a chart with a kind of its own into the embedded cluster") {
    if (support::helm_program().empty()) {
        WARN(
            "SLIPWAY_HELM names no helm, and there is none on PATH: charts are not installed here");
        return;
    }
    world w;
    api::Namespace space;  // that of the object
    space.metadata.name = "stores";
    w.plane.client().create(space);
    const scratch_directory chart;
    const dsl::rendering text(stores());
    for (const cli::written_file& f : cli::files_of(text.get(), cli::layout::helm))
        if (f.path.find("namespace") == std::string::npos)
            scratch_directory::write(chart.path() / f.path, f.content);  // there already
    const support::helm helm(support::helm_program(), w.kubeconfig);
    CHECK_THAT(helm.said({"install", "stores", chart.path().string(), "--namespace", "default"}),
               Contains("STATUS: deployed"));
    CHECK_THAT(helm.said({"uninstall", "stores", "--namespace", "default"}),
               Contains("uninstalled"));
}

TEST_CASE(
    "the embedded cluster answers about kinds of one's own as Kubernetes' own API server does") {
    if (!support::kubernetes::is_there()) {
        WARN("skipped: SLIPWAY_KUBE_APISERVER and SLIPWAY_ETCD do not name the programs");
        return;
    }
    const world w;
    client::http_transport ours(client::kubeconfig::load({.file = w.kubeconfig.string()}));
    const std::vector<std::string> here = answers(client::client(ours));
    const support::kubernetes server;
    client::http_transport theirs(client::kubeconfig::load({.file = server.kubeconfig().string()}));
    const std::vector<std::string> there = answers(client::client(theirs));
    REQUIRE(here.size() == there.size());
    for (std::size_t i = 0; i < here.size(); ++i) CHECK(here[i] == there[i]);
}

}  // namespace custom_kinds_test
