// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <slipway/json/value.hpp>

namespace slipway::cli {

/// An object of the API in a graph. Its texts are UTF-8 without control characters, whatever the
/// documents hold.
struct graph_node {
    std::string group{}, kind{};
    std::string namespace_{};  ///< empty for objects of the whole cluster
    std::string name{};
    json::value object{};                 ///< null for what is only referred to
    std::vector<std::string> findings{};  ///< sentences

    bool defined() const { return !object.is_null(); }
    std::string title() const { return kind + ' ' + name; }
};

/// `from` does `verb` to `to`: Service web selects Deployment web.
struct graph_edge {
    std::size_t from = 0, to = 0;  ///< indices of nodes
    std::string verb{};  ///< several, where objects are tied in several ways: `mounts, reads`
};

/// What is wrong with an object, to be drawn at it.
struct graph_finding {
    /// `Deployment web`; in all namespaces where none is said as in `Deployment shop/web`
    std::string object{};
    std::string sentence{};
};

struct graph {
    std::string name{};
    /// those that are defined in the order of the documents, then the others
    std::vector<graph_node> nodes{};
    std::vector<graph_edge> edges{};  ///< at most one from one node to another, and none to itself
    /// those that name no object of the graph, with what they name
    std::vector<std::string> findings{};

    std::set<std::string> namespaces() const {
        std::set<std::string> all;
        for (const graph_node& n : nodes)
            if (!n.namespace_.empty()) all.insert(n.namespace_);
        return all;
    }
};

struct graph_options {
    std::string name{};
    std::string default_namespace = "default";  ///< of namespaced objects that say none
    std::vector<graph_finding> findings{};
};

/// The objects of these documents and what ties them together. A `List` stands for its items; of an
/// object that is there twice the last counts. What is referred to and is not there becomes a node
/// that is not defined. Throws `status_error` (bad_request) for a document that is no object of the
/// API.
graph graph_of(std::span<const json::value> documents, graph_options options = {});

}  // namespace slipway::cli

#include <slipway/cli/detail/graph_builder.hpp>
