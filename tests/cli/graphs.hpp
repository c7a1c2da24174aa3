// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <slipway/cli/graph_model.hpp>
#include <slipway/json/yaml.hpp>

/// Graphs to test with.
namespace support {

namespace cli = slipway::cli;
namespace json = slipway::json;

inline cli::graph graph_of_yaml(const std::string& text,
                                std::vector<cli::graph_finding> findings = {}) {
    return cli::graph_of(
        json::read_yaml(text),
        {.name = "shop", .default_namespace = "shop", .findings = std::move(findings)});
}

inline const cli::graph_node* find(const cli::graph& g, const std::string& title) {
    for (const cli::graph_node& n : g.nodes)
        if (n.title() == title) return &n;
    return nullptr;
}

/// A Deployment `web`, whose Pods carry `app: web`, with more in their spec.
inline std::string web(const std::string& more = "{}") {
    return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {metadata: {labels: {app: web}}, spec: " +
           more + "}}}\n---\n";
}
inline const std::string& plain_web() {
    static const std::string text = web("{containers: [{name: a}]}");
    return text;
}

inline std::size_t count(const std::string& all, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = all.find(part); at != all.npos; at = all.find(part, at + part.size()))
        ++n;
    return n;
}

/// Any ties between any objects, cycles too.
inline cli::graph random_graph(unsigned seed, std::size_t nodes, std::size_t edges,
                               std::size_t namespaces) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    cli::graph g{.name = "random"};
    for (std::size_t i = 0; i < nodes; ++i) {
        cli::graph_node n{.group = "apps",
                          .kind = "Deployment",
                          .namespace_ = "n" + std::to_string(below(namespaces)),
                          .name = std::string(1 + below(60), 'w') + std::to_string(i)};
        n.object = json::value::object();
        if (below(10) == 0)
            n.findings.push_back(
                "this is wrong in a way that takes a few words to say; did you mean something else?");
        g.nodes.push_back(n);
    }
    std::set<std::pair<std::size_t, std::size_t>> there;
    while (there.size() < edges) {
        const std::size_t from = below(nodes),
                          to = below(3) == 0 ? below(3) : below(nodes);  // some are busy
        if (from == to || !there.emplace(from, to).second) continue;
        g.edges.push_back({from, to, below(2) ? "reads" : "mounts, reads"});
    }
    return g;
}

/// `many` times a Service, Deployment, ConfigMap and ServiceAccount, all with one Secret.
inline std::vector<json::value> many_objects(std::size_t many) {
    std::vector<json::value> all{
        {{"apiVersion", "v1"}, {"kind", "Secret"}, {"metadata", {{"name", "registry"}}}}};
    for (std::size_t i = 0; i < many; ++i) {
        const std::string name = "service-" + std::to_string(i);
        const json::value metadata = {{"name", name}};
        for (const char* kind : {"ConfigMap", "ServiceAccount"})
            all.push_back({{"apiVersion", "v1"}, {"kind", kind}, {"metadata", metadata}});
        all.push_back({{"apiVersion", "v1"},
                       {"kind", "Service"},
                       {"metadata", metadata},
                       {"spec", {{"selector", {{"app", name}}}}}});
        json::value deployment = {
            {"apiVersion", "apps/v1"}, {"kind", "Deployment"}, {"metadata", metadata}};
        json::value& made = deployment["spec"]["template"];
        made["metadata"]["labels"]["app"] = name;
        made["spec"]["serviceAccountName"] = name;
        made["spec"]["imagePullSecrets"] = json::value::array({{{"name", "registry"}}});
        made["spec"]["containers"] = json::value::array(
            {{{"name", "app"},
              {"envFrom", json::value::array({{{"configMapRef", {{"name", name}}}}})}}});
        all.push_back(std::move(deployment));
    }
    return all;
}

}  // namespace support
