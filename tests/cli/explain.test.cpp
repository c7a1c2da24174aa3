// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/explain.hpp>

#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ran.hpp"

namespace explain_test {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using slipway::cli::explain;

namespace {

support::ran asked(std::vector<std::string> words) {
    words.insert(words.begin(), "explain");
    return support::run_as_program(slipway::cli::explain_command, std::move(words));
}

/// The line of a field, with its columns one space apart.
std::string line_of(const std::string& text, const std::string& field) {
    const std::size_t at = text.find("\n  " + field + ' ');
    if (at == text.npos) return "";
    std::string made;
    for (const char c : text.substr(at + 3, text.find('\n', at + 1) - at - 3))
        if (c != ' ' || made.back() != ' ') made += c;
    return made;
}

}  // namespace

TEST_CASE("a kind is found by each of its names") {
    const std::string text = explain("Deployment");
    CHECK_THAT(
        text,
        StartsWith(
            "KIND:         Deployment\nAPI VERSION:  apps/v1\nNAMES:        deployment, deployments, deploy\n"));
    CHECK_THAT(
        text,
        Contains(
            "https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/#deployment-v1-apps\n"));
    for (const char* name : {"deployment", "deployments", "deploy", "DEPLOYMENT"})
        CHECK(explain(name) == text);
    CHECK_THAT(explain("netpol"), Contains("#networkpolicy-v1-networking-k8s-io\n"));
    CHECK_THAT(explain("po"), Contains("#pod-v1-core\n"));
}

TEST_CASE("the fields of a kind have types in kubectl's words, and marks") {
    const std::string containers = explain("deployment.spec.template.spec.containers");
    CHECK_THAT(
        containers,
        Contains(
            "\nFIELD:        spec.template.spec.containers <[]Container> required, merge key name\n"));
    CHECK(line_of(containers, "name") == "name <string> required");
    CHECK(line_of(containers, "args") == "args <[]string>");
    CHECK(line_of(containers, "stdin") == "stdin <boolean>");
    CHECK(line_of(containers, "ports") ==
          "ports <[]ContainerPort> merge key containerPort, keys containerPort, protocol");
    CHECK(line_of(containers, "livenessProbe") == "livenessProbe <Probe>");
    CHECK(line_of(explain("deploy.spec"), "replicas") == "replicas <integer>");
    CHECK(line_of(explain("deploy.spec"), "selector") == "selector <LabelSelector> required");
    CHECK(line_of(explain("svc.spec.ports"), "targetPort") == "targetPort <IntOrString>");
    CHECK(line_of(explain("pod.metadata"), "labels") == "labels <map[string]string>");
    CHECK(line_of(explain("pod.metadata"), "finalizers") == "finalizers <[]string> a set");
    CHECK(line_of(explain("pod.metadata.managedFields"), "fieldsV1") == "fieldsV1 <Object>");
}

TEST_CASE("amounts and times are told from other texts") {
    CHECK(line_of(explain("pod.spec.containers.resources"), "limits") ==
          "limits <map[string]Quantity>");
    CHECK(line_of(explain("pod.spec.volumes.emptyDir"), "sizeLimit") == "sizeLimit <Quantity>");
    CHECK(line_of(explain("hpa.spec.metrics.resource.target"), "value") == "value <Quantity>");
    CHECK(line_of(explain("pod.spec.containers.env"), "value") == "value <string>");
    CHECK(line_of(explain("pod.metadata"), "creationTimestamp") == "creationTimestamp <Time>");
    CHECK(line_of(explain("lease.spec"), "renewTime") == "renewTime <MicroTime>");
    CHECK(line_of(explain("pdb.status"), "disruptedPods") == "disruptedPods <map[string]Time>");
    CHECK(line_of(explain("secret"), "data") == "data <map[string]string>");
}

TEST_CASE("of several versions the newest one is meant, or the one that is asked for") {
    CHECK_THAT(
        explain("hpa"),
        Contains("API VERSION:  autoscaling/v2 (also in autoscaling/v1, with --api-version)\n"));
    CHECK_THAT(
        explain("hpa", "autoscaling/v1"),
        Contains("API VERSION:  autoscaling/v1 (also in autoscaling/v2, with --api-version)\n"));
    CHECK_THAT(explain("event"),
               Contains("API VERSION:  v1 (also in events.k8s.io/v1, with --api-version)\n"));
    CHECK(line_of(explain("hpa.spec", "autoscaling/v1"), "metrics").empty());
    CHECK_FALSE(line_of(explain("hpa.spec"), "metrics").empty());
}

TEST_CASE("a field without fields has a heading, and what is said of it") {
    CHECK_THAT(
        explain("deployment.spec.replicas"),
        EndsWith(
            "\nFIELD:        spec.replicas <integer>\n\nDESCRIPTION:\n  How many pods shall run. Default: 1.\n"));
    CHECK_THAT(explain("pod.spec.volumes.rbd.pool"),
               EndsWith("\nFIELD:        spec.volumes.rbd.pool <string>\n"));
    CHECK(explain("pod.spec.containers[0].image") == explain("pod.spec.containers.image"));
    CHECK(explain("pod.spec.containers[*]") == explain("pod.spec.containers"));
}

TEST_CASE("kinds and fields are described, where they stand and in lists") {
    CHECK_THAT(
        explain("svc"),
        Contains(
            "\n\nDESCRIPTION:\n  One stable name and address for pods that are chosen by labels.\n\nFIELDS:\n"));
    CHECK_THAT(explain("deployment.spec"), Contains("\n\nDESCRIPTION:\n  What is wanted.\n"));
    CHECK_THAT(
        explain("deployment.spec"),
        Contains(
            "\n      Seconds without progress after which a rollout is reported as failed. Default: 600.\n"));
    CHECK_THAT(explain("resourceslice"), !Contains("DESCRIPTION:"));
    CHECK_THAT(explain("sc.volumeBindingMode"),
               Contains("\n\nDESCRIPTION:\n  Immediate (default), or WaitForFirstConsumer"));
    CHECK_THAT(
        explain("validatingwebhookconfiguration.webhooks"),
        Contains("\n      What happens when it cannot be asked: Fail (default) or Ignore.\n"));
    CHECK_THAT(explain("deployment", {}, true), !Contains("Seconds without"));
    for (const char* what : {"pod.spec", "pod.spec.containers", "deployment.spec",
                             "crd.spec.versions.schema.openAPIV3Schema"}) {
        std::istringstream lines(explain(what));
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with("      ")) CHECK(line.size() <= 100);
    }
}

TEST_CASE("sentences are broken between words") {
    using slipway::cli::detail::indented;
    CHECK(indented("", "  ").empty());
    CHECK(indented("one two", "  ") == "  one two\n");
    CHECK(indented(std::string(98, 'a'), "  ") == "  " + std::string(98, 'a') + '\n');
    CHECK(indented(std::string(98, 'a') + " b", "  ") == "  " + std::string(98, 'a') + "\n  b\n");
    CHECK(indented(std::string(97, 'a') + " b", "  ") == "  " + std::string(97, 'a') + "\n  b\n");
    CHECK(indented(std::string(120, 'a') + " b", "  ") == "  " + std::string(120, 'a') + "\n  b\n");
}

TEST_CASE("recursive goes all the way down, and into what holds itself once") {
    const std::string text = explain("deployment", {}, true);
    CHECK_THAT(text, Contains("\n  spec        <DeploymentSpec>\n    replicas "));
    CHECK_THAT(text, Contains("\n            containerPort "));
    const std::string schema = explain("crd.spec.versions.schema.openAPIV3Schema", {}, true);
    CHECK(line_of(schema, "not") == "not <JSONSchemaProps>");
    CHECK(schema.size() < 20'000);
}

TEST_CASE("what does not exist is said with what was probably meant") {
    auto refused = [](std::vector<std::string> words) {
        const support::ran r = asked(std::move(words));
        CHECK(r.code == slipway::cli::wrong_usage);
        CHECK(r.out.empty());
        return r.err;
    };
    CHECK(refused({"depl"}) == "shop: unknown kind 'depl'; did you mean deploy?\n");
    CHECK(refused({"deploymnt"}) == "shop: unknown kind 'deploymnt'; did you mean deployment?\n");
    CHECK(refused({"deployment.spec.replica"}) ==
          "shop: Deployment.spec has no field 'replica'; did you mean replicas?\n");
    CHECK(refused({"pod.containers"}) ==
          "shop: Pod has no field 'containers'; there is Pod.spec.containers\n");
    CHECK(refused({"pod.metadata.labels.app"}) ==
          "shop: Pod.metadata.labels is of the type map[string]string, which has no fields\n");
    CHECK(
        refused({"hpa", "--api-version", "autoscaling/v3"}) ==
        "shop: HorizontalPodAutoscaler is in autoscaling/v2 and autoscaling/v1, not in 'autoscaling/v3'\n");
    CHECK(refused({"pod."}) == "shop: 'pod.' ends with a dot\n");
    CHECK(refused({"pod..spec"}) == "shop: Pod has no field ''\n");
    CHECK(refused({"pod\x1b[31m"}) == "shop: unknown kind 'pod\xEF\xBF\xBD[31m'\n");
    CHECK(refused({std::string(10'000, '.')}).size() < 11'000);
}

TEST_CASE("a wrong command line of explain is said") {
    auto said = [](std::vector<std::string> words) {
        const support::ran r = asked(std::move(words));
        CHECK(r.code == slipway::cli::wrong_usage);
        return r.err.substr(0, r.err.find('\n'));
    };
    CHECK(said({}) == "shop: explain needs a kind, such as 'deployment.spec'");
    CHECK(said({"pod", "--all"}) == "shop: unknown option '--all'");
    CHECK(said({"pod", "svc"}) ==
          "shop: explain takes one kind or field, and this is one more: 'svc'");
    CHECK(said({"pod", "--api-version"}) == "shop: a value is missing after '--api-version'");
    CHECK(said({"pod", "--api-version="}) == "shop: a value is missing after '--api-version='");
}

TEST_CASE("the command prints what is known") {
    CHECK(asked({"hpa", "--api-version=autoscaling/v1"}).out == explain("hpa", "autoscaling/v1"));
    CHECK(asked({"--recursive", "pod.spec"}).out == explain("pod.spec", {}, true));
    CHECK(asked({"pod"}).code == slipway::cli::success);
    const std::string help = slipway::cli::explain_help;
    for (const char* option : {"--recursive", "--api-version"}) CHECK_THAT(help, Contains(option));
}

TEST_CASE("every kind can be explained all the way down") {
    for (const slipway::api::resource* r : slipway::api::resources()) {
        if (!r->type) continue;
        const std::string text = explain(r->singular, slipway::api::group_version(*r), true);
        CHECK_THAT(text, StartsWith("KIND:         " + std::string(r->kind) + '\n'));
    }
}

}  // namespace explain_test
