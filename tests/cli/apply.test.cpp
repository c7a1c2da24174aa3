// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/apply.hpp>

#include <optional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <slipway/cli/delete_.hpp>
#include <slipway/cli/diff.hpp>
#include <slipway/cli/status.hpp>
#include <slipway/cli/wait.hpp>
#include <slipway/cluster/embedded.hpp>
#include <slipway/dsl.hpp>
#include <slipway/oci/from_executable.hpp>
#include <support/scratch_directory.hpp>

#include "said_here.hpp"

namespace apply_test {

using namespace slipway;
using dsl::Cluster, dsl::ConfigMap, dsl::Deployment, dsl::Secret, dsl::Service;
using support::ran;

namespace {

bool has(const std::string& all, const std::string& part) {
    return all.find(part) != std::string::npos;
}

/// The definition that most cases vary.
struct shop {
    std::string level = "info", password = "sesame";
    long replicas = 2;
    std::string cpu = "100m";
    bool settings = true, secret = true, service = true;

    Cluster operator()() const {
        Cluster made{.name = "shop"};
        if (settings)
            made.resources.push_back(ConfigMap{.name = "settings", .data = {{"LOG_LEVEL", level}}});
        if (secret)
            made.resources.push_back(Secret{.name = "database", .data = {{"password", password}}});
        Deployment web{.name = "web",
                       .labels = {{"app", "web"}},
                       .replicas = static_cast<int>(replicas),
                       .containers = {{.name = "app",
                                       .image = "busybox:1",
                                       .command = {"httpd"},
                                       .ports = {{"http", 80}},
                                       .resources = {.requests = {.cpu = cpu, .memory = "16Mi"}}}}};
        made.resources.push_back(web);
        if (service) made.resources.push_back(dsl::expose(web, {.ports = {{80, "http"}}}));
        return made;
    }
};

/// A cluster that only pretends to run containers, over HTTPS, with the credentials that `up`
/// writes.
struct world {
    world() : made({.name = "test", .runtime = "memory"}) {
        made.add_image("busybox:1", oci::from_busybox("/usr/bin/busybox"));
        cluster::write_secret_file(kubeconfig, cluster::kubeconfig(made.admin()));
    }

    ran run(int (*command)(const dsl::rendered&, int, char**), const Cluster& definition,
            std::vector<std::string> options = {}) const {
        const dsl::rendering text(definition);
        options.insert(options.begin(), {"command", "--kubeconfig", kubeconfig.string()});
        const ran said = support::said_here(
            [&](int argc, char** argv) { return command(text.get(), argc, argv); },
            std::move(options));
        UNSCOPED_INFO("code " << said.code << "\nout:\n" << said.out << "err:\n" << said.err);
        return said;
    }
    ran apply(const Cluster& d, std::vector<std::string> options = {}) const {
        return run(cli::apply_command, d, std::move(options));
    }
    ran diff(const Cluster& d) const { return run(cli::diff_command, d); }
    ran remove(const Cluster& d, std::vector<std::string> options = {}) const {
        return run(cli::delete_command, d, std::move(options));
    }

    const client::client& client() const { return made.client(); }
    std::string inventory(const std::string& name = "shop") const {
        const auto found = client().find<api::ConfigMap>(name, name + "-slipway-inventory");
        return found ? std::string(found->data.find("objects")->view()) : "none";
    }

    scratch_directory files;
    std::filesystem::path kubeconfig = files / "kubeconfig";
    cluster::embedded made;
};

/// A terminal as the standard input, at which somebody has typed this.
class typed {
public:
    explicit typed(const std::string& text)
        : own_(::dup(STDIN_FILENO)), master_(::posix_openpt(O_RDWR | O_NOCTTY)) {
        REQUIRE(master_ >= 0);
        REQUIRE(::grantpt(master_) == 0);
        REQUIRE(::unlockpt(master_) == 0);
        const int terminal = ::open(::ptsname(master_), O_RDWR | O_NOCTTY);
        REQUIRE(terminal >= 0);
        ::dup2(terminal, STDIN_FILENO);
        ::close(terminal);
        REQUIRE(::write(master_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    typed(const typed&) = delete;
    ~typed() {
        ::dup2(own_, STDIN_FILENO);
        ::close(own_);
        ::close(master_);
    }

private:
    int own_, master_;
};

}  // namespace

TEST_CASE("what is defined is applied, waited for, changed and removed") {
    const world w;
    CHECK(has(w.run(cli::status_command, shop{}()).out, "does not exist"));

    const ran first = w.apply(shop{}());
    REQUIRE(first.code == cli::success);
    for (const char* line :
         {"Namespace shop created\n", "ConfigMap settings created\n", "Secret database created\n",
          "Service web created\n", "Deployment web created\n", "Deployment web is ready\n",
          "all is ready\n"})
        CHECK(has(first.out, line));
    CHECK(first.out.find("Namespace shop") < first.out.find("ConfigMap"));
    CHECK(first.out.find("Service web") < first.out.find("Deployment web"));
    CHECK_FALSE(has(first.out + first.err, "sesame"));
    CHECK(
        w.inventory() ==
        "/ConfigMap/shop/settings\n/Namespace//shop\n/Secret/shop/database\n/Service/shop/web\napps/Deployment/shop/web\n");
    CHECK(w.client()
              .get<api::ConfigMap>("shop", "shop-slipway-inventory")
              .metadata.labels.find("app.kubernetes.io/managed-by")
              ->view() == "slipway");
    CHECK(w.client().get<api::Deployment>("shop", "web").status.availableReplicas == 2L);

    const ran second = w.apply(shop{}());
    CHECK(second.code == cli::success);
    for (const char* line : {"Namespace shop unchanged\n", "ConfigMap settings unchanged\n",
                             "Secret database unchanged\n", "Deployment web unchanged\n"}) {
        CAPTURE(line, second.out);
        CHECK(has(second.out, line));
    }
    CHECK_FALSE(has(second.out, "created"));

    shop changed{.level = "debug", .replicas = 3};
    const ran tried = w.apply(changed(), {"--dry-run"});
    CHECK(tried.code == cli::success);
    CHECK(has(tried.out, "ConfigMap settings configured (dry run)\n"));
    CHECK(has(tried.out, "Secret database unchanged (dry run)\n"));
    CHECK(w.client().get<api::ConfigMap>("shop", "settings").data.find("LOG_LEVEL")->view() ==
          "info");
    const ran third = w.apply(changed());
    CHECK(third.code == cli::success);
    CHECK(has(third.out, "ConfigMap settings configured\n"));
    CHECK(has(third.out, "Deployment web configured\n"));
    CHECK(w.client().get<api::ConfigMap>("shop", "settings").data.find("LOG_LEVEL")->view() ==
          "debug");
    CHECK(w.client().get<api::Deployment>("shop", "web").status.availableReplicas == 3L);

    const ran status = w.run(cli::status_command, changed());
    CHECK(status.code == cli::success);
    CHECK(has(status.out, "KIND        NAME      READY  AGE  PROBLEM\n"));
    CHECK(has(status.out, "Deployment  web       3/3    "));
    const json::value as_json =
        json::read(w.run(cli::status_command, changed(), {"-o", "json"}).out);
    CHECK(as_json["ready"] == true);
    CHECK(as_json["objects"].size() == 5);
    CHECK(w.run(cli::wait_command, changed(), {"--timeout", "5s"}).code == cli::success);

    const ran unasked = w.remove(changed());
    CHECK(unasked.code == cli::failure);
    CHECK(has(unasked.err, "nothing was removed"));
    CHECK(w.client().find<api::Deployment>("shop", "web"));
    const ran removed = w.remove(changed(), {"--yes"});
    CHECK(removed.code == cli::success);
    CHECK(removed.out.find("Deployment web is gone") <
          removed.out.find("namespaces that apply has made stay"));
    CHECK_FALSE(w.client().find<api::Deployment>("shop", "web"));
    CHECK_FALSE(w.client().find<api::Secret>("shop", "database"));
    CHECK(w.client().find<api::Namespace>({}, "shop"));
    CHECK(w.inventory() == "/Namespace//shop\n");
    CHECK(w.remove(changed(), {"--yes", "--namespaces"}).code == cli::success);
    CHECK_FALSE(w.client().find<api::Namespace>({}, "shop"));
    CHECK(has(w.remove(changed(), {"--yes"}).out, "there is nothing to remove"));
}

TEST_CASE("a namespace that was there before is never removed") {
    const world w;
    api::Namespace before;
    before.metadata.name = "shop";
    w.client().create(before);
    CHECK(w.apply(shop{.service = false}(), {"-q"}).code == cli::success);
    CHECK_FALSE(has(w.inventory(), "Namespace"));
    CHECK(w.remove(shop{}(), {"--yes", "--namespaces"}).code == cli::success);
    CHECK(w.client().find<api::Namespace>({}, "shop"));
    CHECK(w.inventory() == "none");
}

TEST_CASE("a field that somebody else has set is a conflict, until it is taken over") {
    const world w;
    REQUIRE(w.apply(shop{}(), {"--no-wait"}).code == cli::success);
    w.client().patch<api::ConfigMap>("shop", "settings", api::patch_type::merge,
                                     {{"data", {{"LOG_LEVEL", "trace"}}}},
                                     {.field_manager = "ops"});
    const shop next{.level = "debug", .password = "open"};
    const ran refused = w.apply(next());
    CHECK(refused.code == cli::failure);
    CHECK(has(refused.err, "ConfigMap settings"));
    CHECK(has(refused.err, "  .data.LOG_LEVEL, set by ops\n"));
    CHECK(has(refused.err, "apply --force takes them over\n"));
    CHECK(has(refused.err, "nothing was changed"));
    CHECK(w.client().get<api::Secret>("shop", "database").data.find("password")->view() ==
          core::encode_base64("sesame"));
    const ran shown = w.diff(next());
    CHECK(shown.code == cli::has_differences);
    CHECK(has(shown.out, "-  LOG_LEVEL: trace\n+  LOG_LEVEL: debug\n"));
    CHECK(has(shown.err, ".data.LOG_LEVEL, set by ops"));
    CHECK(w.apply(next(), {"--force", "--no-wait"}).code == cli::success);
    CHECK(w.client().get<api::ConfigMap>("shop", "settings").data.find("LOG_LEVEL")->view() ==
          "debug");
}

TEST_CASE("what is no longer defined is removed when somebody agrees, and nothing else is") {
    const world w;
    REQUIRE(w.apply(shop{}(), {"--no-wait"}).code == cli::success);
    api::ConfigMap other;
    other.metadata.name = "other";
    other.metadata.namespace_ = "shop";
    w.client().create(other);
    const shop less{.settings = false, .secret = false};

    CHECK(has(w.diff(less()).out, "ConfigMap settings is no longer defined\n"));
    const ran listed = w.apply(less(), {"--no-wait"});
    CHECK(listed.code == cli::success);
    CHECK(has(
        listed.out,
        "no longer defined:\n  Secret database\n  ConfigMap settings\nthey stay where they are"));
    CHECK(w.client().find<api::ConfigMap>("shop", "settings"));
    {
        const typed answer("n\n");
        CHECK(has(w.apply(less(), {"--no-wait"}).err, "Remove these 2 objects? [y/N]"));
        CHECK(w.client().find<api::ConfigMap>("shop", "settings"));
    }
    // Somebody has made this one anew: it is not what was applied.
    w.client().remove<api::Secret>("shop", "database");
    api::Secret anew;
    anew.metadata.name = "database";
    anew.metadata.namespace_ = "shop";
    w.client().create(anew);
    {
        const typed answer("y\n");
        const ran pruned = w.apply(less(), {"--no-wait"});
        CHECK(pruned.code == cli::success);
        CHECK(has(pruned.out, "ConfigMap settings removed\n"));
    }
    CHECK_FALSE(w.client().find<api::ConfigMap>("shop", "settings"));
    CHECK(w.client().find<api::ConfigMap>("shop", "other"));
    CHECK(w.client().find<api::Secret>("shop", "database"));
    CHECK(w.inventory() == "/Namespace//shop\n/Service/shop/web\napps/Deployment/shop/web\n");
    CHECK(has(w.apply(shop{.settings = false, .secret = false, .service = false}(),
                      {"--no-wait", "--yes"})
                  .out,
              "Service web removed\n"));
    CHECK_FALSE(w.client().find<api::Service>("shop", "web"));
}

TEST_CASE("an object that has gone over to another definition is left to it") {
    const world w;
    auto shared = [](const std::string& name, bool with) {
        Cluster made{.name = name};
        made.resources.push_back(dsl::Namespace{.name = "common"});
        if (with)
            made.resources.push_back(
                ConfigMap{.name = "shared", .namespace_ = "common", .data = {{"a", "b"}}});
        return made;
    };
    REQUIRE(w.apply(shared("one", true), {"-q"}).code == cli::success);
    REQUIRE(w.apply(shared("two", true), {"-q"}).code == cli::success);
    CHECK(w.apply(shared("one", false), {"--yes"}).code == cli::success);
    CHECK(w.client().find<api::ConfigMap>("common", "shared"));
    CHECK(w.inventory("one") == "/Namespace//common\n/Namespace//one\n");
    CHECK(has(w.apply(shared("two", false), {"--yes"}).out, "ConfigMap common/shared removed\n"));
    CHECK_FALSE(w.client().find<api::ConfigMap>("common", "shared"));
}

TEST_CASE("diff shows what apply would change, and no secret") {
    const world w;
    const ran all = w.diff(shop{}());
    CHECK(all.code == cli::has_differences);
    CHECK(has(all.out, "--- /dev/null\n+++ ConfigMap settings (as defined)\n"));
    CHECK(has(all.out, "+  LOG_LEVEL: info\n"));
    CHECK(has(all.out, "password: (hidden)"));
    CHECK(has(all.out, "5 to create, 0 to change, 0 no longer defined, 0 unchanged\n"));
    CHECK_FALSE(w.client().find<api::Namespace>({}, "shop"));

    REQUIRE(w.apply(shop{}()).code == cli::success);
    const ran none = w.diff(shop{}());
    CHECK(none.code == cli::success);
    CHECK(none.out == "0 to create, 0 to change, 0 no longer defined, 5 unchanged\n");
    CHECK(w.diff(shop{.cpu = "0.1"}()).code == cli::success);

    const ran some = w.diff(shop{.level = "debug", .password = "open"}());
    CHECK(some.code == cli::has_differences);
    CHECK(has(some.out,
              "--- ConfigMap settings (in the cluster)\n+++ ConfigMap settings (as applied)\n@@ "));
    CHECK(has(some.out, "-  LOG_LEVEL: info\n+  LOG_LEVEL: debug\n"));
    CHECK(has(some.out, "-  password: (hidden, before)\n+  password: (hidden, after)\n"));
    CHECK(has(some.out, "0 to create, 2 to change"));
    for (const char* secret :
         {"sesame", "open", "c2VzYW1l", "b3Blbg", "managedFields", "resourceVersion", "\x1b"})
        CHECK_FALSE(has(some.out, secret));
    CHECK(w.client().get<api::ConfigMap>("shop", "settings").data.find("LOG_LEVEL")->view() ==
          "info");
}

TEST_CASE("when the time is over, it is said why pods wait") {
    const world w;
    const shop huge{.replicas = 1, .cpu = "4000"};
    const ran applied = w.apply(huge(), {"--timeout", "1s"});
    CHECK(applied.code == cli::timed_out);
    CHECK(has(applied.err,
              "not ready in time:\n  Deployment web: 0 of 1 pods are available; pod web-"));
    CHECK(has(applied.err, "it waits for a node: 0/1 nodes are available"));
    const ran waited = w.run(cli::wait_command, huge(), {"--timeout=300ms"});
    CHECK(waited.code == cli::timed_out);
    CHECK(has(waited.out, "Deployment web: "));
    CHECK(has(waited.err, "it waits for a node: "));
    const ran status = w.run(cli::status_command, huge());
    CHECK(status.code == cli::timed_out);
    CHECK(has(status.out, "0/1"));
    CHECK(has(status.out, "it waits for a node: "));

    Cluster lost{.name = "lost",
                 .resources = {dsl::Pod{
                     .name = "p",
                     .containers = {{.name = "app", .image = "registry.example.com/nothing:1"}}}}};
    const ran no_image = w.apply(lost, {"--timeout", "2s"});
    CHECK(no_image.code == cli::timed_out);
    CHECK(has(no_image.err, "container app: "));
    CHECK(has(no_image.err, "Pull"));
}

TEST_CASE("what comes after a CustomResourceDefinition is made when that is established") {
    const world w;
    dsl::rendered definition;
    definition.name = "kinds";
    definition.json = R"({"items":[
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"after","namespace":"kinds"}},
      {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kinds"}},
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"caches.example.com"},
       "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"caches","singular":"cache","kind":"Cache","listKind":"CacheList"},
               "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}]})";
    auto apply = [&](const char* timeout) {
        return support::said_here(
            [&](int argc, char** argv) { return cli::apply_command(definition, argc, argv); },
            {"apply", "--kubeconfig", w.kubeconfig.string(), "--timeout", timeout});
    };
    // Another one has its kind: until that goes, the names are not accepted.
    const json::value other = {{"apiVersion", "apiextensions.k8s.io/v1"},
                               {"kind", "CustomResourceDefinition"},
                               {"metadata", {{"name", "stores.example.com"}}},
                               {"spec",
                                {{"group", "example.com"},
                                 {"scope", "Namespaced"},
                                 {"names",
                                  {{"plural", "stores"},
                                   {"singular", "store"},
                                   {"kind", "Cache"},
                                   {"listKind", "StoreList"}}},
                                 {"versions",
                                  {{{"name", "v1"},
                                    {"served", true},
                                    {"storage", true},
                                    {"schema", {{"openAPIV3Schema", {{"type", "object"}}}}}}}}}}};
    const api::resource& crds =
        *api::find_kind("apiextensions.k8s.io", "v1", "CustomResourceDefinition");
    w.client().create(crds, other);
    const ran refused = apply("10s");
    CHECK(refused.code == cli::failure);
    CHECK(has(refused.err, "CustomResourceDefinition caches.example.com: "));
    CHECK(has(refused.err, "\"Cache\" is already in use"));
    CHECK_FALSE(w.client().find<api::ConfigMap>("kinds", "after"));
    CHECK(
        w.inventory("kinds") ==
        "/ConfigMap/kinds/after\n/Namespace//kinds\napiextensions.k8s.io/CustomResourceDefinition//caches.example.com\n");

    w.client().remove(crds, {}, "stores.example.com");
    CHECK(apply("10s").code == cli::success);
    CHECK(w.client().find<api::ConfigMap>("kinds", "after"));
}

TEST_CASE("nothing is changed where the server does not take an object") {
    const world w;
    REQUIRE(w.apply(shop{}(), {"--no-wait"}).code == cli::success);
    Cluster wrong = shop{.level = "debug"}();
    wrong.resources.push_back(dsl::object(
        api::Service{.metadata = {.name = "broken"}, .spec = {.ports = {{.name = "x"}}}}));
    const ran refused = w.apply(wrong);
    CHECK(refused.code == cli::failure);
    CHECK(has(refused.err, "Service broken"));
    CHECK(has(refused.err, "nothing was changed"));
    CHECK(w.client().get<api::ConfigMap>("shop", "settings").data.find("LOG_LEVEL")->view() ==
          "info");
}

TEST_CASE("an inventory that somebody has damaged is not acted on") {
    const world w;
    REQUIRE(w.apply(shop{}(), {"--no-wait"}).code == cli::success);
    w.client().patch<api::ConfigMap>("shop", "shop-slipway-inventory", api::patch_type::merge,
                                     {{"data", {{"objects", "//\n../../x\n"}}}});
    const ran refused = w.apply(shop{.settings = false}(), {"--yes", "--no-wait"});
    CHECK(refused.code == cli::failure);
    CHECK(has(
        refused.err,
        "the inventory, ConfigMap shop/shop-slipway-inventory, has a line that is not GROUP/KIND/NAMESPACE/NAME: '//'"));
    CHECK(w.client().find<api::ConfigMap>("shop", "settings"));
    w.client().patch<api::ConfigMap>("shop", "shop-slipway-inventory", api::patch_type::merge,
                                     {{"metadata", {{"labels", nullptr}}}});
    CHECK(has(w.remove(shop{}(), {"--yes"}).err, "somebody else's"));
    CHECK(w.client().find<api::Deployment>("shop", "web"));
}

TEST_CASE("a server that is not trusted is told of once, and not of each object") {
    const world w;
    std::string text = cluster::kubeconfig(w.made.admin());
    const std::size_t line = text.find("certificate-authority-data:");
    REQUIRE(line != text.npos);
    text.erase(line, text.find('\n', line) - line);
    const scratch_directory files;
    cluster::write_secret_file(files / "kubeconfig", text);
    for (const auto command : {cli::diff_command, cli::apply_command}) {
        const ran said =
            w.run(command, shop()(), {"--kubeconfig", (files / "kubeconfig").string()});
        CHECK(said.code == cli::failure);
        const std::size_t first = said.err.find("cannot trust https://");
        CHECK(first != said.err.npos);
        CHECK(said.err.find("cannot trust", first + 1) == said.err.npos);
    }
}

}  // namespace apply_test
