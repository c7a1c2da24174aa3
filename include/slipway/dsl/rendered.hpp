// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/output.hpp>
#include <slipway/dsl/render.hpp>

namespace slipway::dsl {

/// A cluster as text: all that a program does with a definition needs no more.
struct rendered {
    std::string_view name{};
    std::size_t objects = 0;     ///< as they were written; a namespace may have been added
    std::string_view yaml{};     ///< as `render_yaml` writes it
    std::string_view json{};     ///< as `render_json` writes it
    std::string_view machine{};  ///< as `render_machine` writes it
};

namespace detail {

/// How long the texts are that stand one behind the other.
struct text_sizes {
    std::size_t objects = 0, name = 0, yaml = 0, json = 0, machine = 0;
    constexpr std::size_t all() const { return name + yaml + json + machine; }
};

constexpr text_sizes render_all(const Cluster& cluster, output& out) {
    text_sizes made;
    made.objects = cluster.resources.size();
    out << cluster.name;
    made.name = out.size();
    render_yaml(cluster, out);
    made.yaml = out.size() - made.name;
    render_json(cluster, out);
    made.json = out.size() - made.name - made.yaml;
    render_machine(cluster, out);
    made.machine = out.size() - made.name - made.yaml - made.json;
    return made;
}

/// The texts in `all`, cut apart.
constexpr rendered cut(std::string_view all, const text_sizes& n) {
    return {all.substr(0, n.name), n.objects, all.substr(n.name, n.yaml), all.substr(n.name + n.yaml, n.json), all.substr(n.name + n.yaml + n.json)};
}

template <Cluster (*Definition)()>
struct constant_text {
    static constexpr text_sizes measure() {
        output counted = output::counting();
        return render_all(Definition(), counted);
    }
    static constexpr text_sizes sizes = measure();
    struct characters {
        char text[sizes.all() + 1]{};
    };
    static constexpr characters write() {
        characters made;
        output out(made.text);
        render_all(Definition(), out);
        return made;
    }
    static constexpr characters kept = write();
};

template <Cluster (*Definition)()>
inline constexpr std::size_t object_count = Definition().resources.size();

/// What compilers evaluate within their limits. Larger clusters are rendered when the program starts.
inline constexpr std::size_t most_constant_objects = 12;

}  // namespace detail

/// A definition as constants in the program's read-only data: no code runs to make them.
template <Cluster (*Definition)()>
inline constexpr rendered constants = detail::cut({detail::constant_text<Definition>::kept.text, detail::constant_text<Definition>::sizes.all()},
                                                  detail::constant_text<Definition>::sizes);

/// The YAML of a definition, as a constant.
template <Cluster (*Definition)()>
inline constexpr std::string_view manifest = constants<Definition>.yaml;

}  // namespace slipway::dsl
