// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/status.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <slipway/cli/apply.hpp>
#include <slipway/cli/delete_.hpp>
#include <slipway/cli/diff.hpp>
#include <slipway/cli/wait.hpp>
#include <slipway/core/base64.hpp>
#include <slipway/json/read.hpp>
#include <support/fake_https_api.hpp>
#include <support/scratch_directory.hpp>

#include "said_here.hpp"

namespace status_test {

using namespace slipway;
using support::fake_https_api;
using support::ran;

namespace {

bool has(const std::string& all, const std::string& part) {
    return all.find(part) != std::string::npos;
}

using command = int (*)(const dsl::rendered&, int, char**);
constexpr command commands[] = {cli::apply_command, cli::delete_command, cli::diff_command,
                                cli::status_command, cli::wait_command};

/// A definition as it comes out of the compiler.
dsl::rendered shop(std::string_view json) {
    dsl::rendered made;
    made.name = "shop";
    made.json = json;
    return made;
}
constexpr std::string_view objects = R"({"apiVersion":"v1","kind":"List","items":[
  {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}},
  {"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"shop"},"stringData":{"k":"sesame"}},
  {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},"spec":{"type":"LoadBalancer"}},
  {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},"spec":{"selector":{"matchLabels":{"a":"b"}}}},
  {"apiVersion":"example.com/v1","kind":"Cache","metadata":{"name":"c","namespace":"shop"}}]})";

std::string kubeconfig(const std::string& server, const std::string& ca) {
    return "apiVersion: v1\nkind: Config\ncurrent-context: x\nclusters:\n- name: x\n  cluster: {server: '" +
           server + "'" +
           (ca.empty() ? "" : ", certificate-authority-data: " + core::encode_base64(ca)) +
           "}\ncontexts:\n- name: x\n  context: {cluster: x}\n";
}

ran run(command c, std::vector<std::string> options, std::string_view definition = objects) {
    options.insert(options.begin(), "command");
    return support::said_here(
        [&](int argc, char** argv) { return c(shop(definition), argc, argv); }, std::move(options));
}

/// A server that answers all with the same.
struct stubborn {
    explicit stubborn(int status, const std::string& body)
        : api([=](const std::string&, int) { return fake_https_api::answer(status, body); }) {
        scratch_directory::write(file, kubeconfig(api.url(), api.authority().certificate_pem()));
    }
    ran asked(command c, std::vector<std::string> options = {}) const {
        options.insert(options.begin(), {"--kubeconfig", file.string()});
        return run(c, std::move(options));
    }

    scratch_directory files;
    std::filesystem::path file = files / "kubeconfig";
    fake_https_api api;
};

cli::detail::readiness of(const char* group, const char* kind, const char* object) {
    return cli::detail::readiness_of(group, kind, json::read(object));
}

}  // namespace

TEST_CASE(
    "a Deployment is ready when all of its newest pods are available and no others are left") {
    auto deployment = [](const std::string& status) {
        return of(
            "apps", "Deployment",
            (R"({"metadata":{"generation":2},"spec":{"replicas":3},"status":{)" + status + "}}")
                .c_str());
    };
    CHECK(deployment(
              R"("observedGeneration":1,"replicas":3,"updatedReplicas":3,"availableReplicas":3)")
              .why == "its controller has not seen it yet");
    CHECK(deployment(
              R"("observedGeneration":2,"replicas":3,"updatedReplicas":1,"availableReplicas":3)")
              .why == "1 of 3 pods are of the newest template");
    CHECK(deployment(
              R"("observedGeneration":2,"replicas":4,"updatedReplicas":3,"availableReplicas":4)")
              .why == "1 pod of an older template still there");
    CHECK(deployment(
              R"("observedGeneration":2,"replicas":3,"updatedReplicas":3,"availableReplicas":2)")
              .why == "2 of 3 pods are available");
    CHECK(deployment(
              R"("observedGeneration":2,"replicas":3,"updatedReplicas":3,"availableReplicas":2)")
              .count == "2/3");
    CHECK(deployment(
              R"("observedGeneration":2,"replicas":3,"updatedReplicas":3,"availableReplicas":3)")
              .ready);
    CHECK(has(
        deployment(
            R"("observedGeneration":2,"conditions":[{"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":"exceeded quota"}])")
            .why,
        "FailedCreate: exceeded quota"));
    CHECK(has(
        deployment(
            R"("observedGeneration":2,"conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded"}])")
            .why,
        "within its deadline"));
}

TEST_CASE("when the other kinds are ready") {
    CHECK(
        of("apps", "StatefulSet", R"({"spec":{"replicas":2},"status":{"readyReplicas":1}})").why ==
        "1 of 2 pods are ready");
    CHECK(has(
        of("apps", "StatefulSet",
           R"({"spec":{"replicas":2},"status":{"readyReplicas":2,"updatedReplicas":1,"currentRevision":"a","updateRevision":"b"}})")
            .why,
        "1 of 2 pods are of the newest"));
    CHECK(
        of("apps", "StatefulSet",
           R"({"spec":{"replicas":2,"updateStrategy":{"rollingUpdate":{"partition":1}}},"status":{"readyReplicas":2,"updatedReplicas":1,"currentRevision":"a","updateRevision":"b"}})")
            .ready);
    CHECK(
        of("apps", "DaemonSet",
           R"({"status":{"desiredNumberScheduled":3,"updatedNumberScheduled":3,"numberAvailable":2}})")
            .why == "2 of 3 pods are available");
    CHECK(of("apps", "DaemonSet", R"({"status":{"desiredNumberScheduled":0}})").ready);
    CHECK(of("batch", "Job",
             R"({"status":{"conditions":[{"type":"Complete","status":"True"}],"succeeded":1}})")
              .ready);
    CHECK_FALSE(of("batch", "Job", R"({"status":{"active":1}})").ready);
    CHECK(of("batch", "Job", R"({"spec":{"suspend":true}})").ready);
    const auto job = of(
        "batch", "Job",
        R"({"status":{"conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded"}]}})");
    CHECK(job.failed);
    CHECK(job.why == "it has failed: BackoffLimitExceeded");
    CHECK(
        of("", "Pod",
           R"({"spec":{"containers":[{}]},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}})")
            .ready);
    CHECK(of("", "Pod", R"({"status":{"phase":"Succeeded"}})").ready);
    CHECK(of("", "Pod", R"({"status":{"phase":"Failed"}})").failed);
    CHECK_FALSE(of("", "Service", R"({"spec":{"type":"LoadBalancer"}})").ready);
    CHECK(
        of("", "Service",
           R"({"spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}})")
            .ready);
    CHECK(of("", "Service", R"({"spec":{"type":"ClusterIP"}})").ready);
    CHECK(of("", "PersistentVolumeClaim", R"({"status":{"phase":"Pending"}})").ready);
    CHECK_FALSE(of("apiextensions.k8s.io", "CustomResourceDefinition", "{}").ready);
    CHECK(of("apiextensions.k8s.io", "CustomResourceDefinition",
             R"({"status":{"conditions":[{"type":"Established","status":"True"}]}})")
              .ready);
    CHECK(of("example.com", "Cache",
             R"({"status":{"conditions":[{"type":"Ready","status":"False","reason":"NoDisk"}]}})")
              .why == "NoDisk");
    CHECK(of("", "ConfigMap", R"({"metadata":{"deletionTimestamp":"2026-01-01T00:00:00Z"}})").why ==
          "it is being removed");
}

TEST_CASE("the reasons of pods are told in words") {
    auto trouble = [](const char* pod) { return cli::detail::pod_trouble(json::read(pod)); };
    CHECK(
        trouble(
            R"({"status":{"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes"}]}})") ==
        "it waits for a node: 0/3 nodes");
    CHECK(
        trouble(
            R"({"status":{"containerStatuses":[{"name":"app","state":{"waiting":{"reason":"ImagePullBackOff","message":"no such image"}}}]}})") ==
        "container app: ImagePullBackOff: no such image");
    CHECK(
        trouble(
            R"({"status":{"containerStatuses":[{"name":"app","state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":3}}}]}})") ==
        "container app: CrashLoopBackOff (it ended with exit code 3)");
    CHECK(
        trouble(
            R"({"status":{"initContainerStatuses":[{"name":"init","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}})") ==
        "container init: it ended with exit code 1, Error");
    CHECK(
        trouble(
            R"({"status":{"containerStatuses":[{"name":"app","state":{"waiting":{"reason":"ContainerCreating"}}}]}})")
            .empty());
    CHECK(
        cli::detail::pods_query(
            "Deployment",
            json::read(
                R"({"spec":{"selector":{"matchLabels":{"a":"b"},"matchExpressions":[{"key":"c","operator":"In","values":["d","e"]},{"key":"f","operator":"Exists"}]}}})")) ==
        "a=b,c in (d,e),f");
    CHECK_FALSE(cli::detail::pods_query("Deployment", json::read("{}")));  // which would select all
    CHECK_FALSE(cli::detail::pods_query(
        "Service", json::read(R"({"spec":{"selector":{"matchLabels":{"a":"b"}}}})")));
}

TEST_CASE("objects are applied in the order of what needs what") {
    std::vector<cli::detail::defined_object> all;
    for (const char* kind :
         {"Ingress", "Deployment", "Cache", "Service", "CustomResourceDefinition", "ConfigMap",
          "ServiceAccount", "Namespace"}) {
        all.emplace_back();
        all.back().key.kind = kind;
    }
    cli::detail::put_in_apply_order(all);
    std::string order;
    for (const auto& o : all) order += o.key.kind + ' ';
    CHECK(
        order ==
        "Namespace CustomResourceDefinition ServiceAccount ConfigMap Service Deployment Cache Ingress ");
    CHECK(cli::detail::object_key::parse("apps/Deployment/shop/web") ==
          cli::detail::object_key{"apps", "Deployment", "shop", "web"});
    CHECK(cli::detail::object_key::parse("/Namespace//shop")->line() == "/Namespace//shop");
    for (const char* wrong : {"", "/", "//x/y/", "a/b/c", "a/b/c/d/e", "a//c/d", "a/b/c/"})
        CHECK_FALSE(cli::detail::object_key::parse(wrong));
}

TEST_CASE("a wrong command line is said, and nothing is sent") {
    for (const command c : commands) {
        const ran unknown = run(c, {"--fast"});
        CHECK(unknown.code == cli::wrong_usage);
        CHECK(has(unknown.err, "unknown option '--fast'"));
        CHECK(has(run(c, {"--kubeconfig"}).err, "a value is missing after '--kubeconfig'"));
        CHECK(has(run(c, {"--context="}).err, "a value is missing after '--context='"));
    }
    CHECK(has(run(cli::wait_command, {"--timeout", "soon"}).err,
              "--timeout takes a duration such as 90s or 1h30m, not 'soon'"));
    CHECK(
        has(run(cli::status_command, {"-o", "xml"}).err, "the output is text or json, not 'xml'"));
    CHECK(has(run(cli::status_command, {"--yes"}).err, "unknown option '--yes'"));
    CHECK(has(run(cli::apply_command, {"--namespaces"}).err, "unknown option '--namespaces'"));
}

TEST_CASE("a cluster that cannot be found or reached is named") {
    const scratch_directory files;
    const std::string none = (files / "none").string(), nobody = (files / "nobody").string();
    scratch_directory::write(nobody, kubeconfig("http://127.0.0.1:1", ""));
    for (const command c : commands) {
        const ran lost = run(c, {"--kubeconfig", none});
        CHECK(lost.code == cli::failure);
        CHECK(has(lost.err, none));
        const ran context = run(c, {"--kubeconfig", nobody, "--context", "y"});
        CHECK(context.code == cli::failure);
        CHECK(has(context.err, "'y'"));
    }
    const ran refused = run(cli::apply_command, {"--kubeconfig", nobody});
    CHECK(refused.code == cli::failure);
    CHECK(has(refused.err, "cannot reach http://127.0.0.1:1"));
}

TEST_CASE("what the server refuses is said in its words, with the object") {
    const stubborn s(
        403,
        R"({"kind":"Status","reason":"Forbidden","code":403,"message":"namespaces \"shop\" is forbidden: \u001b[2JUser \"joe\" cannot get sesame"})");
    const ran refused = s.asked(cli::apply_command);
    CHECK(refused.code == cli::failure);
    CHECK(has(refused.err, "Namespace shop: namespaces \"shop\" is forbidden"));
    CHECK(has(
        refused.err,
        "Secret s: namespaces \"shop\" is forbidden: \xEF\xBF\xBD[2JUser \"joe\" cannot get ***"));
    CHECK_FALSE(has(refused.err, "\x1b"));
    for (const command c : commands)
        CHECK(s.asked(c, c == cli::wait_command ? std::vector<std::string>{"--timeout", "0s"}
                                                : std::vector<std::string>{})
                  .code == cli::failure);
}

TEST_CASE("answers of any shape end in an error or in what is not ready, and in no crash") {
    for (
        const char* body :
        {"", "{", "null", "[]", "\"text\"", "{}", R"({"metadata":[],"spec":"x","status":7})",
         R"({"metadata":{"generation":"x","labels":[],"managedFields":{"a":1},"creationTimestamp":"soon","deletionTimestamp":7},"spec":{"replicas":"many","selector":[],"template":null},
                                "status":{"conditions":{"type":"Ready"},"replicas":{},"containerStatuses":"x"},"data":["x"],"items":"x","resources":{"name":1},"versions":"v1"})",
         R"({"metadata":{"labels":{"app.kubernetes.io/managed-by":"slipway"}},"data":{"objects":["x"]},"resources":[{"name":"../../x","kind":"Cache","namespaced":true},7]})",
         R"({"metadata":{"name":"web","uid":"1"},"items":[null,7,{"metadata":{"name":"p"},"status":[]}],"resources":[{"name":"caches","kind":"Cache","namespaced":true}]})"}) {
        const stubborn s(200, body);
        for (const command c : commands) {
            CAPTURE(body);
            std::vector<std::string> options;
            if (c == cli::apply_command || c == cli::delete_command)
                options = {"--yes", "--timeout", "0s"};
            if (c == cli::wait_command) options = {"--timeout", "0s"};
            const ran said = s.asked(c, options);
            CHECK(said.code >= cli::success);
            CHECK(said.code <= cli::has_differences);
            CHECK_FALSE(has(said.out + said.err, "sesame"));
        }
    }
}

namespace {

/// A server that answers by the path that is asked for.
struct scripted {
    explicit scripted(fake_https_api::answering a) : api(std::move(a)) {
        scratch_directory::write(file, kubeconfig(api.url(), api.authority().certificate_pem()));
    }
    ran asked(command c, std::string_view definition, std::vector<std::string> options = {}) const {
        options.insert(options.begin(), {"--kubeconfig", file.string()});
        return run(c, std::move(options), definition);
    }

    scratch_directory files;
    std::filesystem::path file = files / "kubeconfig";
    fake_https_api api;
};

constexpr std::string_view cache =
    R"({"items":[{"apiVersion":"example.com/v1","kind":"Cache","metadata":{"name":"c"}}]})";
constexpr std::string_view job =
    R"({"items":[{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j","namespace":"shop"}}]})";

}  // namespace

TEST_CASE("a kind that is not of Kubernetes is found by what the cluster says") {
    const scripted s([](const std::string& request, int) {
        if (has(request, "GET /apis/example.com/v1 "))
            return fake_https_api::answer(
                200,
                R"({"resources":[{"name":"caches/status","kind":"Cache"},{"name":"caches","kind":"Cache","namespaced":true}]})");
        if (has(request, "GET /apis/example.com/v1/namespaces/shop/caches/c "))
            return fake_https_api::answer(
                200,
                R"({"metadata":{"name":"c"},"status":{"conditions":[{"type":"Ready","status":"False","reason":"NoDisk","message":"there is none"}]}})");
        return fake_https_api::answer(200, R"({"items":[]})");
    });
    const ran status = s.asked(cli::status_command, cache);
    CHECK(status.code == cli::timed_out);
    CHECK(has(status.out, "Cache  c     no     ?    NoDisk: there is none\n"));

    const scripted none([](const std::string&, int) {
        return fake_https_api::answer(
            404, R"({"kind":"Status","reason":"NotFound","code":404,"message":"not found"})");
    });
    CHECK(has(none.asked(cli::status_command, cache).out, "the cluster does not serve its kind"));
    CHECK(has(
        none.asked(cli::apply_command, cache).err,
        "Cache c: the cluster does not serve example.com/v1 Cache, and the definition has no CustomResourceDefinition for it"));
    CHECK(none.asked(cli::delete_command, cache).code == cli::success);
}

TEST_CASE("what has failed for good is not waited for") {
    const scripted s([](const std::string& request, int) {
        if (has(request, "/jobs/j "))
            return fake_https_api::answer(
                200,
                R"({"status":{"conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded","message":"tried 6 times"}]}})");
        return fake_https_api::answer(
            200,
            R"({"items":[{"type":"Warning","reason":"Old","lastTimestamp":"2026-01-01T00:00:00Z"},{"reason":"New","message":"no more","lastTimestamp":"2026-01-02T00:00:00Z"}]})");
    });
    const ran waited = s.asked(cli::wait_command, job, {"--timeout", "1h"});
    CHECK(waited.code == cli::failure);
    CHECK(has(
        waited.err,
        "something has failed:\n  Job j: it has failed: BackoffLimitExceeded: tried 6 times; New: no more\n"));
}

TEST_CASE("a server that is not there for a while is waited for") {
    const scripted s([](const std::string&, int nth) {
        if (nth <= 5)
            return fake_https_api::answer(
                503,
                R"({"kind":"Status","reason":"ServiceUnavailable","code":503,"message":"being restarted"})");
        return fake_https_api::answer(
            200,
            R"({"status":{"conditions":[{"type":"Complete","status":"True"}],"succeeded":1}})");
    });
    const ran waited = s.asked(cli::wait_command, job, {"--timeout", "1m"});
    CHECK(waited.code == cli::success);
    CHECK(waited.out ==
          "Job j: the server cannot tell: being restarted\nJob j is ready\nall is ready\n");
}

TEST_CASE("an object that no cluster can take is named with its place") {
    const scratch_directory files;
    const std::string file = (files / "kubeconfig").string();
    scratch_directory::write(file, kubeconfig("http://127.0.0.1:1", ""));
    const ran said =
        run(cli::status_command, {"--kubeconfig", file}, R"({"items":[{"kind":"ConfigMap"}]})");
    CHECK(said.code == cli::failure);
    CHECK(has(said.err, "has no apiVersion, kind or name"));
}

}  // namespace status_test
