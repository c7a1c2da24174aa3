// SPDX-FileCopyrightText: 2026 The Slipway developers SPDX-License-Identifier: MIT The commands,
// and operators, with Kubernetes' own API server. It has no nodes here, and controllers for the
// last part only.
#include <slipway/cli/apply.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/cli/delete_.hpp>
#include <slipway/cli/diff.hpp>
#include <slipway/cli/import.hpp>
#include <slipway/cli/status.hpp>
#include <slipway/cli/wait.hpp>
#include <slipway/cli/write_files.hpp>
#include <slipway/dsl.hpp>
#include <slipway/dsl/custom_resource.hpp>
#include <slipway/operator.hpp>
#include <support/eventually.hpp>
#include <support/helm.hpp>
#include <support/kubernetes.hpp>
#include <support/scratch_directory.hpp>

#include "said_here.hpp"

namespace kubernetes_test {

using namespace slipway;
using namespace slipway::dsl;
using Catch::Matchers::Contains;
using support::ran;

namespace {

/// The definition that is changed here.
struct shop {
    std::string level = "info";
    int replicas = 2;
    bool service = true;

    Cluster operator()() const {
        ConfigMap settings{.name = "settings", .data = {{"LOG_LEVEL", level}}};
        Secret database{.name = "database", .data = {{"password", "sesame"}}};
        Deployment web{
            .name = "web",
            .labels = {{"app", "web"}},
            .replicas = replicas,
            .containers = {{.name = "app",
                            .image = "shop/web:1",
                            .ports = {{"http", 8080}, {"more", 9090}},
                            .env = {{"LOG_LEVEL", from(settings, "LOG_LEVEL")}},
                            .resources = {.requests = {.cpu = "0.5", .memory = "1024Mi"}},
                            .readinessProbe = httpGet("/healthz", "http")}}};
        Cluster made{.name = "shop", .resources = {settings, database, web}};
        if (service) made.resources.push_back(expose(web, {.ports = {{80, "http"}}}));
        return made;
    }
};

struct CacheSpec {
    BOOST_HANA_DEFINE_STRUCT(CacheSpec, (long, size), (slipway::text, image));
};
using Cache = custom_resource<"cache.example.com/v1", "Cache", CacheSpec>;

Cluster caches() {
    Cache front{.name = "front"};
    front.spec.size = 3;
    return {.name = "caches", .resources = {definitionOf<Cache>(), front}};
}

/// Kinds that every version of Kubernetes since 1.19 has.
Cluster many() {
    ServiceAccount account{.name = "worker"};
    PersistentVolumeClaim disk{.name = "disk", .size = "1Gi"};
    StatefulSet store{
        .name = "store",
        .labels = {{"app", "store"}},
        .replicas = 1,
        .containers = {{.name = "app", .image = "shop/store:7", .ports = {{"data", 5432}}}}};
    DaemonSet logs{.name = "logs",
                   .labels = {{"app", "logs"}},
                   .containers = {{.name = "app", .image = "shop/logs:3"}}};
    Job once{.name = "once", .containers = {{.name = "app", .image = "shop/once:2"}}};
    Pod bare{.name = "bare", .containers = {{.name = "app", .image = "shop/bare:1"}}};
    return {.name = "many", .resources = {account, disk, store, logs, once, bare}};
}

/// Newer than the API servers that Debian has the source of.
Cluster modern() {
    CronJob report{.name = "report",
                   .schedule = "0 3 * * *",
                   .containers = {{.name = "app", .image = "shop/report:2"}}};
    return {.name = "modern",
            .resources = {ConfigMap{.name = "settings", .data = {{"a", "b"}}}, report}};
}

class world {
public:
    ran run(int (*command)(const rendered&, int, char**), const Cluster& definition,
            std::vector<std::string> options = {}) const {
        const rendering text(definition);
        options.insert(options.begin(), {"command", "--kubeconfig", server_.kubeconfig().string()});
        const ran said = support::said_here(
            [&](int argc, char** argv) { return command(text.get(), argc, argv); },
            std::move(options));
        UNSCOPED_INFO("code " << said.code << "\nout:\n" << said.out << "err:\n" << said.err);
        return said;
    }
    /// Without waiting for what only controllers bring about.
    ran apply(const Cluster& d, std::vector<std::string> options = {}) const {
        options.emplace_back("--no-wait");
        return run(cli::apply_command, d, std::move(options));
    }
    const client::client& client() const { return client_; }
    std::filesystem::path kubeconfig() const { return server_.kubeconfig(); }
    bool start_controllers() { return server_.start_controllers(); }

private:
    support::kubernetes server_;
    client::http_transport transport_{
        client::kubeconfig::load({.file = server_.kubeconfig().string()})};
    client::client client_{transport_};
};

void check_verbs(const world& w) {
    CHECK_THAT(w.run(cli::status_command, shop{}()).out, Contains("it does not exist"));
    CHECK_THAT(w.run(cli::diff_command, shop{}()).out, Contains("5 to create, 0 to change"));
    const ran tried = w.apply(shop{}(), {"--dry-run"});
    CHECK((tried.code == cli::success && !w.client().find<api::Namespace>("", "shop")));

    const ran first = w.apply(shop{}());
    CHECK(first.code == cli::success);
    for (const char* line :
         {"Namespace shop created\n", "ConfigMap settings created\n", "Secret database created\n",
          "Service web created\n", "Deployment web created\n"})
        CHECK_THAT(first.out, Contains(line));
    const ran second = w.apply(shop{}());
    CHECK((second.code == cli::success && second.out.find("created") == std::string::npos &&
           second.out.find("configured") == std::string::npos));
    const ran same =
        w.run(cli::diff_command, shop{}());  // all that the server has added is no difference
    CHECK((same.code == cli::success &&
           same.out == "0 to create, 0 to change, 0 no longer defined, 5 unchanged\n"));

    const ran waited = w.run(cli::wait_command, shop{}(), {"--timeout", "1s"});
    CHECK(waited.code == cli::timed_out);
    CHECK_THAT(waited.err, Contains("Deployment web: its controller has not seen it yet"));
    CHECK(w.run(cli::status_command, shop{}()).code == cli::timed_out);

    const shop changed{.level = "debug", .replicas = 3, .service = false};
    const ran diff = w.run(cli::diff_command, changed());
    CHECK(diff.code == cli::has_differences);
    CHECK_THAT(diff.out,
               Contains("-  replicas: 2\n+  replicas: 3\n") && Contains("1 no longer defined"));
    CHECK_THAT(w.apply(changed(), {"--yes"}).out,
               Contains("Deployment web configured") && Contains("Service web removed"));
    CHECK_FALSE(w.client().find<api::Service>("shop", "web"));

    w.client().patch(api::resource_of<api::Deployment>, "shop", "web", api::patch_type::apply,
                     {{"apiVersion", "apps/v1"},
                      {"kind", "Deployment"},
                      {"metadata", {{"name", "web"}}},
                      {"spec", {{"replicas", 7}}}},
                     {.field_manager = "somebody", .force = true});
    const ran conflict = w.apply(changed());
    CHECK(conflict.code == cli::failure);
    CHECK_THAT(conflict.err, Contains(".spec.replicas, set by somebody") &&
                                 Contains("apply --force takes them over"));
    CHECK(w.apply(changed(), {"--force"}).code == cli::success);
    CHECK(w.client().get<api::Deployment>("shop", "web").spec.replicas == 3L);
}

void check_removal(const world& w) {
    const ran removed = w.run(cli::delete_command, shop{}(), {"--yes", "--timeout", "60s"});
    CHECK(removed.code == cli::success);
    CHECK_THAT(removed.out, Contains("Deployment web is gone") &&
                                Contains("namespaces that apply has made stay"));
    // Without a controller of namespaces, the finalizer of Kubernetes stays.
    const ran left =
        w.run(cli::delete_command, shop{}(), {"--yes", "--namespaces", "--timeout", "1s"});
    CHECK(left.code == cli::timed_out);
    CHECK_THAT(left.err, Contains("Namespace shop: waits for the finalizers kubernetes"));
    const ran late = w.apply(shop{}());
    CHECK(late.code == cli::failure);
    CHECK_THAT(late.err,
               Contains("because it is being terminated") && Contains("nothing was changed"));
}

void check_kinds(const world& w) {
    CHECK(w.apply(many()).code == cli::success);
    CHECK_THAT(w.apply(many()).out, !Contains("created") && !Contains("configured"));
    CHECK(w.run(cli::diff_command, many()).code == cli::success);
    CHECK_THAT(w.run(cli::wait_command, many(), {"--timeout", "1s"}).err,
               Contains("Pod bare: it has not started; no scheduler has looked at it") &&
                   Contains("StatefulSet store: its controller has not seen it yet") &&
                   Contains("Job once: 0 of 1 pods have succeeded"));

    const ran newer = w.apply(modern());
    if (newer.code == cli::success) return;  // a server of 1.21 or later
    CHECK_THAT(
        newer.err,
        Contains("CronJob report") &&
            Contains("the cluster does not serve batch/v1 CronJob; it serves batch/v1beta1") &&
            Contains("nothing was changed"));
    CHECK_FALSE(w.client().find<api::Namespace>("", "modern"));
}

void check_own_kinds(const world& w) {
    CHECK(w.apply(caches()).code == cli::success);
    CHECK_THAT(w.apply(caches()).out, !Contains("created") && !Contains("configured"));
    CHECK(w.run(cli::status_command, caches()).code == cli::success);
    CHECK(w.run(cli::delete_command, caches(), {"--yes", "--timeout", "60s"}).code == cli::success);
}

void check_credentials(const world& w) {
    CHECK(w.run(cli::diff_command, many(), {"--context", "certificate"}).code == cli::success);
    const ran unknown = w.run(cli::status_command, many(), {"--context", "unknown"});
    CHECK(unknown.code == cli::failure);
    CHECK_THAT(unknown.err, Contains("(context 'unknown' in ") &&
                                Contains("does not accept the credentials: Unauthorized"));
    const ran stranger = w.run(cli::apply_command, many(), {"--context", "stranger"});
    CHECK(stranger.code == cli::failure);
    CHECK_THAT(stranger.err, Contains("User \"stranger\" cannot get resource \"pods\"") &&
                                 Contains("nothing was changed"));
}

/// What the server has made of an object comes back as somebody would write it.
void check_import(const world& w) {
    const json::document live = w.client().find(api::resource_of<api::Deployment>, "shop", "web");
    REQUIRE(live);
    const std::string made = cli::definition_of({{"live.yaml", json::write_yaml(*live)}});
    INFO(made);
    CHECK_THAT(made, Contains("Deployment web") && Contains("\"shop/web:1\"") &&
                         Contains(".replicas = 3"));
    for (const char* added : {"managedFields", "terminationGracePeriodSeconds",
                              "revisionHistoryLimit", "progressDeadlineSeconds", "dnsPolicy",
                              "schedulerName", "terminationMessagePath", "resourceVersion", "uid"})
        CHECK_THAT(made, !Contains(added));
}

/// A Service for each Deployment, as operators make them.
void check_operator(const world& w) {
    core::system_time time;
    core::random_source random;
    controller::manager manager(w.client(), time, random);
    controller::controller<api::Deployment>(manager, "exposer")
        .owns<api::Service>()
        .reconcile([](controller::context& ctx, const api::Deployment& d) {
            api::Service made;
            made.metadata.name = d.metadata.name;
            made.spec.selector = d.spec.selector->matchLabels;
            api::ServicePort p;
            p.port = 80;
            made.spec.ports = {p};
            ctx.apply(made);
            ctx.event(d, "Normal", "Exposed", "it has a Service");
            return controller::done();
        });
    manager.start();
    const auto service = [&] { return w.client().find<api::Service>("shop", "web"); };
    CHECK(support::eventually([&] { return service().has_value(); }));
    w.client().remove<api::Service>("shop", "web");  // seen by a watch
    CHECK(support::eventually([&] { return service().has_value(); }));
    CHECK(support::eventually([&] { return !w.client().list<api::Event>("shop").items.empty(); }));
    CHECK(support::eventually([&] { return manager.idle(); }));
    const auto seen = service();
    REQUIRE(seen);
    CHECK(seen->metadata.ownerReferences.front().kind == "Deployment");
    manager.stop();
    CHECK(service()->metadata.resourceVersion ==
          seen->metadata.resourceVersion);  // nothing is written again and again
    w.client().remove<api::Service>("shop", "web");

    api::Lease lease;
    lease.metadata.name = "leader";
    lease.metadata.namespace_ = "shop";
    lease = w.client().create(lease);
    lease.spec.holderIdentity = "one";
    CHECK(w.client().update(lease).spec.holderIdentity == "one");
    CHECK_THROWS_AS(w.client().update(lease),
                    core::status_error);  // who has seen an older state does not win
}

void check_helm(const world& w) {
    if (support::helm_program().empty()) {
        WARN(
            "SLIPWAY_HELM names no helm, and there is none on PATH: charts are not installed here");
        return;
    }
    const scratch_directory chart;
    const rendering text(caches());
    for (const cli::written_file& f : cli::files_of(text.get(), cli::layout::helm))
        if (f.path.find("namespace") == std::string::npos)
            scratch_directory::write(chart.path() / f.path, f.content);  // there already
    const support::helm helm(support::helm_program(), w.kubeconfig());
    CHECK_THAT(helm.said({"install", "caches", chart.path().string(), "--namespace", "default"}),
               Contains("STATUS: deployed"));
    CHECK_THAT(helm.said({"uninstall", "caches", "--namespace", "default"}),
               Contains("uninstalled"));
}

void check_with_controllers(world& w) {
    if (!w.start_controllers()) {
        WARN(
            "SLIPWAY_KUBE_CONTROLLER_MANAGER does not name the program: nothing is tested with controllers");
        return;
    }
    const auto waits_for_nodes = [&] {
        const ran said = w.run(cli::wait_command, shop{}(), {"--timeout", "1s"});
        return said.code == cli::timed_out &&
               said.err.find("Deployment web: 0 of 2 pods are available; pod web-") !=
                   std::string::npos &&
               said.err.find(": no scheduler has looked at it") != std::string::npos;
    };
    CHECK(support::eventually([&] { return !w.client().find<api::Namespace>("", "shop"); },
                              std::chrono::minutes(2)));
    CHECK(w.apply(shop{}()).code == cli::success);
    CHECK(support::eventually(waits_for_nodes));
    CHECK_THAT(w.apply(shop{}()).out,
               !Contains("created") &&
                   !Contains("configured"));  // what controllers write is no difference
    const ran removed =
        w.run(cli::delete_command, shop{}(), {"--yes", "--namespaces", "--timeout", "2m"});
    CHECK(removed.code == cli::success);
    CHECK_THAT(removed.out, Contains("Namespace shop is gone"));
}

}  // namespace

TEST_CASE("definitions and operators work with Kubernetes' own API server") {
    if (!support::kubernetes::is_there()) {
        WARN("skipped: SLIPWAY_KUBE_APISERVER and SLIPWAY_ETCD do not name the programs");
        return;
    }
    world w;
    check_verbs(w);
    check_import(w);
    check_operator(w);
    check_kinds(w);
    check_credentials(w);
    check_removal(w);
    check_own_kinds(w);
    check_helm(w);
    check_with_controllers(w);
}

}  // namespace kubernetes_test
