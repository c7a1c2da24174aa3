// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#include <slipway/cli/import.hpp>

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ran.hpp"

namespace import_test {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using slipway::cli::definition_of;

namespace {

std::string imported(const std::string& yaml, const std::string& name = {}) {
    return definition_of({{"dir/shop.yaml", yaml}}, name);
}

/// What is said of a file that cannot be imported.
std::string refusal(const std::string& yaml) {
    try {
        return "imported: " + imported(yaml);
    } catch (const slipway::core::status_error& e) {
        return e.what();
    }
}

/// The definition without its frame: what stands between the braces of its function.
std::string body_of(const std::string& yaml) {
    const std::string all = imported(yaml);
    const std::size_t begin = all.find("() {\n") + 5;
    return all.substr(begin, all.find("\n}\n") - begin);
}

const std::string web = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: app, image: "web:1", ports: [{name: http, containerPort: 80}]}]
---
)";

}  // namespace

TEST_CASE("a whole program is written, named by the namespace of its objects") {
    CHECK(
        imported(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop-2}, data: {LEVEL: info}}") ==
        "// Imported from shop.yaml.\n"
        "#include <slipway/dsl.hpp>\n"
        "\n"
        "using namespace slipway::dsl;\n"
        "\n"
        "constexpr Cluster shop2() {\n"
        "    ConfigMap settings{.name = \"settings\", .data = {{\"LEVEL\", \"info\"}}};\n"
        "\n"
        "    return {\n"
        "        .name = \"shop-2\",\n"
        "        .resources = {settings},\n"
        "    };\n"
        "}\n"
        "\n"
        "int main(int argc, char** argv) { return slipway::run<shop2>(argc, argv); }\n");
}

TEST_CASE("another name makes another namespace, and objects keep theirs") {
    const std::string made = imported(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: other}}", "shop");
    CHECK_THAT(made,
               Contains("ConfigMap settings{.name = \"settings\", .namespace_ = \"other\"};"));
    CHECK_THAT(made, Contains("Namespace other{.name = \"other\"};"));
    CHECK_THAT(made, Contains(".elsewhere = {other},"));
    CHECK_THAT(imported("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"),
               Contains("constexpr Cluster shop() {"));
}

TEST_CASE("what stands in front of a workload refers to it") {
    const std::string made = body_of(
        web +
        "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {type: "
        "LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: http}]}}");
    CHECK(
        made ==
        "    Deployment web{\n"
        "        .name = \"web\",\n"
        "        .labels = {{\"app\", \"web\"}},\n"
        "        .replicas = 2,\n"
        "        .containers = {{\n"
        "            .name = \"app\",\n"
        "            .image = \"web:1\",\n"
        "            .ports = {{\"http\", 80}},\n"
        "        }},\n"
        "    };\n"
        "\n"
        "    return {\n"
        "        .name = \"shop\",\n"
        "        .resources = {web, expose(web, {.type = LoadBalancer, .ports = {{80, \"http\"}}})},\n"
        "    };");
    const std::string unlike = body_of(
        web +
        "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: "
        "{app: web}, ports: [{port: 80}]}}");
    CHECK_THAT(
        unlike,
        Contains(
            "Service webService{.name = \"web\", .selector = selectorOf(web), .ports = {{80}}};"));
    const std::string other = body_of(
        web +
        "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: "
        "{app: x}, ports: [{port: 80}]}}");
    CHECK_THAT(other, Contains(".selector = {{\"app\", \"x\"}}"));
}

TEST_CASE(
    "what a short form lacks goes into its spec, and what it cannot say makes it a struct of the API") {
    const std::string claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], volumeMode: "
        "Block}}";
    CHECK_THAT(imported(claim),
               Contains(".spec = api::PersistentVolumeClaimSpec{.volumeMode = \"Block\"}"));
    CHECK_THAT(imported(claim), Contains("\nnamespace api = slipway::api;\n"));
    CHECK_THAT(
        imported("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [x/y]}}"),
        Contains("api::ConfigMap a{.metadata = {.name = \"a\", .finalizers = {\"x/y\"}}};"));
    const std::string storage = imported(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: x}");
    CHECK_THAT(
        storage,
        Contains("api::StorageClass fast{.metadata = {.name = \"fast\"}, .provisioner = \"x\"};"));
    CHECK_THAT(storage, Contains("#include <slipway/api/members/storage_v1.hpp>\n"));
    CHECK_THAT(
        imported(
            "{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {maxReplicas: 2}}"),
        Contains("api::autoscaling_v1::HorizontalPodAutoscaler a{"));
}

TEST_CASE("what a server has added is left out") {
    const std::string made = body_of(R"(
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop, uid: 1-2, resourceVersion: "7", generation: 3, creationTimestamp: "2026-01-01T00:00:00Z", managedFields: [{manager: x}],
           annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}}
spec: {type: ClusterIP, clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ipFamilies: [IPv4], ipFamilyPolicy: SingleStack, internalTrafficPolicy: Cluster, sessionAffinity: None,
       selector: {app: web}, ports: [{port: 80, targetPort: 80, protocol: TCP}]}
status: {loadBalancer: {}}
)");
    CHECK_THAT(
        made,
        StartsWith(
            "    Service web{.name = \"web\", .selector = {{\"app\", \"web\"}}, .ports = {{80}}};\n"));
    // What a person has written is kept, also where it is as the API has it without.
    CHECK_THAT(
        body_of(
            "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {sessionAffinity: None, ports: [{port: 80}]}}"),
        Contains(".sessionAffinity = \"None\""));
}

TEST_CASE("lists and their items are taken apart") {
    const std::string both =
        "apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}, {apiVersion: v1, kind: "
        "Secret, metadata: {name: a}}]";
    CHECK_THAT(body_of(both),
               Contains("ConfigMap a{.name = \"a\"};\n    Secret aSecret{.name = \"a\"};\n"));
    CHECK_THAT(body_of("{apiVersion: v1, kind: ConfigMapList, items: [{metadata: {name: b}}]}"),
               Contains("ConfigMap b{.name = \"b\"};"));
}

TEST_CASE("names are variables, and none of what definitions are written with") {
    CHECK_THAT(body_of("{apiVersion: v1, kind: ConfigMap, metadata: {name: my-app.v2}}"),
               Contains("ConfigMap myAppV2{"));
    for (const char* taken : {"from", "default", "int", "expose", "shop", "labels"})
        CHECK_THAT(body_of("{apiVersion: v1, kind: ConfigMap, metadata: {name: " +
                           std::string(taken) + "}}"),
                   Contains("ConfigMap " + std::string(taken) + "ConfigMap{"));
    CHECK_THAT(body_of("{apiVersion: v1, kind: ConfigMap, metadata: {name: 1a}}"),
               Contains("ConfigMap configMap1a{"));
}

TEST_CASE("texts are literals of C++") {
    const std::string made = body_of(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  one: \"\\\"\\\\\\t\\x01z?\?/\\u202e\\u00e9\"\n  two: |\n "
        "   x\n    y");
    CHECK_THAT(made, Contains(R"({"one", "\"\\\t\001z?\?/\342\200\256é"})"));
    CHECK_THAT(made,
               Contains("            {\"two\",\n             \"x\\n\"\n             \"y\"},\n"));
}

TEST_CASE("what is not in the input is declared as standing elsewhere") {
    const std::string made = body_of(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: \"a:1\", env: [{name: A, "
        "valueFrom: {secretKeyRef: {name: db, key: pw}}}]}]}}");
    CHECK_THAT(made, Contains("Secret db{.name = \"db\", .data = {{\"pw\", \"\"}}};"));
    CHECK_THAT(made, Contains("{{\"A\", from(db, \"pw\")}}"));
    CHECK_THAT(made, Contains(".elsewhere = {db},"));
    const std::string set = body_of(
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, labels: {app: db}}, spec: {serviceName: peers, selector: {matchLabels: {app: db}}, "
        "template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: \"a:1\"}]}}}}");
    CHECK_THAT(set, Contains("Service peers{.name = \"peers\"};") &&
                        Contains(".serviceName = peers,") && Contains(".elsewhere = {peers},"));
}

TEST_CASE("custom resources without their definition are untyped") {
    const std::string made = imported(R"yaml(
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: web, namespace: shop, labels: {app: web}, uid: 1-2}
spec: {secretName: web-tls, dnsNames: [], none: null}
status: {conditions: [{type: Ready}]}
---
{apiVersion: cert-manager.io/v1, kind: ClusterIssuer, metadata: {name: web}}
---
{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {clusterIP: None, x: "\u202e)"}
}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: edge, namespace: prod}}
)yaml");
    CHECK_THAT(made, Contains("#include <slipway/dsl.hpp>\n#include <slipway/dsl/untyped.hpp>\n"));
    CHECK_THAT(
        made,
        Contains(
            "    untyped<\"cert-manager.io/v1\", \"Certificate\"> web{\n"
            "        .metadata = {.name = \"web\", .labels = {{\"app\", \"web\"}}},\n"
            "        .fields = R\"({\"spec\": {\"secretName\": \"web-tls\", \"dnsNames\": []}})\",\n"
            "    };\n"));
    CHECK_THAT(
        made,
        Contains(
            "    untyped<\"cert-manager.io/v1\", \"ClusterIssuer\", \"Cluster\"> webClusterIssuer{\n"
            "        .metadata = {.name = \"web\"},\n"));
    CHECK_THAT(made, Contains("untyped<\"serving.knative.dev/v1\", \"Service\"> webService{"));
    CHECK_THAT(made, Contains(R"code(R"_({"spec": {"clusterIP": "None", "x": "\u202e)"}})_")code"));
    CHECK_THAT(made, Contains("Namespace prod{.name = \"prod\"};"));
    const std::string tall = body_of(
        "{apiVersion: a.b/v1, kind: C, metadata: {name: c}, spec: {one: [aaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbb], two: "
        "cccccccccccccccccccccccccccccccccc}}");
    CHECK_THAT(
        tall,
        Contains(
            "        .fields =\n"
            "            R\"({\n"
            "                \"spec\": {\n"
            "                    \"one\": [\"aaaaaaaaaaaaaaaaaaaaaaaaa\", \"bbbbbbbbbbbbbbbb\"],\n"));
}

TEST_CASE("custom resources beside their definition are its structs") {
    const std::string definition = R"(
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: caches.shop.example.com}
spec:
  group: shop.example.com
  names: {plural: caches, kind: Cache}
  scope: Namespaced
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}, zones: {type: array, items: {type: string}}}}}}}}]
---
)";
    const auto cache = [](const std::string& spec) {
        return "{apiVersion: shop.example.com/v1, kind: Cache, metadata: {name: a, namespace: shop}, spec: {" +
               spec + "}}\n---";
    };
    const std::string made = imported(cache("size: 3") + definition);
    CHECK_THAT(made, Contains("\nnamespace shop {\n\nstruct CacheSpec {"));
    CHECK_THAT(made, Contains("shop::Cache a{.metadata = {.name = \"a\"}, .spec = {.size = 3}};"));
    // The namespace of the structs is no name of the function, too.
    CHECK_THAT(made, Contains("constexpr Cluster shopCluster() {"));
    CHECK_THAT(made, !Contains("untyped"));
    const std::string empty = imported(definition + cache("size: 3, zones: []"));
    CHECK_THAT(empty, Contains(R"code(.fields = R"({"spec": {"size": 3, "zones": []}})")code"));
    CHECK_THAT(empty, !Contains("struct CacheSpec"));
    CHECK_THAT(
        refusal(definition + cache("siz: 3")),
        Contains("Cache a: spec.siz: shop::CacheSpec has no such field; did you mean size?"));
    CHECK_THAT(refusal(definition + cache("size: x")),
               Contains("spec.size: a whole number is expected"));
    std::string loose = definition;
    loose.insert(loose.find("type: integer"), "x-kubernetes-preserve-unknown-fields: true, ");
    CHECK_THAT(imported(loose + cache("siz: 3")),
               Contains(R"code(.fields = R"({"spec": {"siz": 3}})")code"));
}

TEST_CASE("replicas are said where they were said, and left to an autoscaler where they were not") {
    const std::string scaled =
        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, spec: "
        "{scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 3}}";
    std::string silent = web;
    silent.erase(silent.find("  replicas: 2\n"), 14);
    CHECK_THAT(body_of(silent), Contains("Deployment web{\n        .name"));
    CHECK_THAT(body_of(silent + scaled),
               Contains("    Deployment web{\n        .name") && !Contains(".replicas"));
    CHECK_THAT(body_of(web + scaled), Contains(".scaleTargetRef = web"));
}

TEST_CASE("what cannot be imported is told with its file and object") {
    CHECK_THAT(refusal("a: [1"), StartsWith("dir/shop.yaml: malformed YAML at line "));
    CHECK(refusal("- 1") == "dir/shop.yaml: a document is no object of Kubernetes, but array");
    CHECK(refusal("# nothing") == "shop.yaml: there are no objects in it");
    CHECK(refusal("{apiVersion: v1, metadata: {name: a}}") ==
          "dir/shop.yaml: an object without a kind a: it says no kind");
    CHECK(refusal("{apiVersion: v1, kind: ConfgMap, metadata: {name: a}}") ==
          "dir/shop.yaml: ConfgMap a: v1 has no such kind; did you mean ConfigMap?");
    CHECK(
        refusal("{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: a}}") ==
        "dir/shop.yaml: Ingress a: extensions/v1beta1 is served no longer since Kubernetes 1.22; use networking.k8s.io/v1");
    CHECK(
        refusal("{apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: a}}") ==
        "dir/shop.yaml: Deployment a: extensions/v1beta1 is served no longer since Kubernetes 1.16; use apps/v1");
    CHECK_THAT(
        refusal("{apiVersion: policy/v1beta1, kind: PodSecurityPolicy, metadata: {name: a}}"),
        Contains("since Kubernetes 1.25; use pod security admission"));
    CHECK(refusal("{apiVersion: v1, kind: Deployment, metadata: {name: a}}") ==
          "dir/shop.yaml: Deployment a: it is not in v1; use apps/v1");
    CHECK(refusal("{apiVersion: batch/v3, kind: Jub, metadata: {name: a}}") ==
          "dir/shop.yaml: Jub a: batch/v3 has no such kind; did you mean Job?");
    CHECK_THAT(refusal("{apiVersion: example.com/v1, kind: Cache}"), Contains("it has no name"));
    CHECK_THAT(refusal("{apiVersion: v1, kind: Pod, metadata: {generateName: a-}}"),
               Contains("it has no name, and one that a server makes up"));
    CHECK_THAT(
        refusal("{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replica: 1}}"),
        Contains(
            "Deployment a: spec.replica: DeploymentSpec has no such field; did you mean replicas?"));
    CHECK_THAT(
        refusal(
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: \"1\"}}"),
        Contains("spec.replicas: a whole number is expected here, not \"1\""));
    CHECK_THAT(
        refusal(
            "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a.b}, spec: {versions: [{schema: {openAPIV3Schema: {minimum: 0.12345678901234567}}}]}}"),
        Contains(
            "spec.versions[0].schema.openAPIV3Schema.minimum: a number of at most 15 digits is expected here, not 0.12345678901234566"));
    CHECK_THAT(refusal("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {port: 80}}"),
               Contains("data[port]: a string is expected here; quote it, not 80"));
    CHECK_THAT(
        refusal(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: "
            "{name: a}}"),
        Contains("ConfigMap a: it stands twice"));
}

TEST_CASE("all that cannot be imported is told at once") {
    CHECK(
        refusal(
            "{apiVersion: v1, kind: ConfgMap, metadata: {name: a}}\n---\n{apiVersion: v1, kind: List, items: "
            "[{apiVersion: v1, kind: Deployment, metadata: {name: b}}, {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}]}\n---\n- 1") ==
        "dir/shop.yaml: ConfgMap a: v1 has no such kind; did you mean ConfigMap?\n"
        "dir/shop.yaml: Deployment b: it is not in v1; use apps/v1\n"
        "dir/shop.yaml: a document is no object of Kubernetes, but array");
}

TEST_CASE("amounts may be numbers, and what is empty and says nothing is left out") {
    const std::string made = body_of(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {securityContext: {}, volumes: [{name: v, emptyDir: {sizeLimit: 1e3}}], containers: "
        "[{name: c, image: \"a:1\", resources: {limits: {cpu: 1, memory: 1048576}, requests: {cpu: 0.5}}, securityContext: {}}, "
        "{name: d, image: \"a:1\", resources: {}}]}}");
    CHECK_THAT(made, Contains(".requests = {.cpu = \"0.5\"}") &&
                         Contains(".cpu = \"1\", .memory = \"1048576\""));
    CHECK_THAT(made, Contains("{.name = \"d\", .image = \"a:1\"}") &&
                         !Contains("securityContext") && Contains("1000"));
}

TEST_CASE("what is empty and means something is said") {
    CHECK_THAT(
        body_of(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: p}, spec: {accessModes: [ReadWriteOnce], storageClassName: \"\"}}"),
        Contains(".storageClassName = \"\"}"));
    CHECK_THAT(
        body_of(
            "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {ingressClassName: \"\"}}"),
        Contains(".ingressClassName = \"\"}"));
    CHECK_THAT(
        body_of(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: p}, spec: {storageClassName: \"\"}}"),
        Contains("api::PersistentVolumeClaim p{") &&
            Contains(".storageClassName = slipway::text::said_empty()"));
    CHECK_THAT(
        body_of(
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}, egress: [{}]}}"),
        Contains(".egress = {{}}"));
}

TEST_CASE("pods may have other labels than what runs them") {
    std::string labelled = web;
    labelled.replace(labelled.find("labels: {app: web}}"), 19, "labels: {chart: web-1}}");
    const std::string service =
        "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, labels: {chart: web-1}}, spec: {selector: {app: web}, ports: [{port: 80}]}}";
    const std::string made = body_of(labelled + service);
    CHECK_THAT(made, Contains("        .labels = {{\"chart\", \"web-1\"}},\n"
                              "        .podLabels = {{\"app\", \"web\"}},\n"
                              "        .replicas = 2,\n"));
    CHECK_THAT(made, Contains("expose(web, {.ports = {{80}}})"));
    CHECK_THAT(
        body_of(
            "{apiVersion: batch/v1, kind: Job, metadata: {name: j, labels: {a: b}}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: \"a:1\"}]}}}}"),
        Contains("api::Job j{"));
}

TEST_CASE("the command line is checked") {
    const auto run = [](std::vector<std::string> words) {
        words.insert(words.begin(), "import");
        return support::run_as_program(slipway::cli::import_command, std::move(words));
    };
    CHECK(run({"--fast"}).code == 2);
    CHECK_THAT(run({"-f"}).err, Contains("a value is missing after '-f'"));
    CHECK_THAT(
        run({"--name", "My Shop"}).err,
        Contains("a name is at most 63 lower case letters, digits and dashes, not 'My Shop'"));
    CHECK_THAT(run({"--crd", "a", "-f", "b"}).err, Contains("does not go with --crd"));
    const support::ran missing = run({"-f", "/nowhere/x.yaml"});
    CHECK(missing.code == 1);
    CHECK(missing.err == "shop: cannot read /nowhere/x.yaml: No such file or directory\n");
}

}  // namespace import_test
