// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for precompiled headers, and takes others longer.

/// What definitions precompile: `slipway/dsl.hpp`, with the functions that are made from its
/// templates. GCC makes those of a precompiled header that are evaluated in it once, and all others
/// that anything in it names at the end of each source, needed or not. Clang makes what it needs.
#include <slipway/dsl.hpp>

namespace slipway::dsl::detail {

/// A definition of what most have.
constexpr Cluster usual() {
    ConfigMap settings{.name = "settings", .data = {{"key", "value"}}};
    Deployment web{
        .name = "web",
        .labels = {{"app", "web"}},
        .containers = {{.name = "app",
                        .image = "example.com/web:1",
                        .ports = {{"http", 8080}},
                        .env = {{"KEY", from(settings, "key")}},
                        .resources = {.requests = {.cpu = "1"}, .limits = {.memory = "1Gi"}},
                        .volumeMounts = {{"config", "/etc/app"}},
                        .readinessProbe = httpGet("/", "http")}},
        .volumes = {{"config", settings}}};
    return {.name = "usual",
            .resources = {settings, web, expose(web, {.ports = {{80, "http", "http"}}})}};
}
static_assert(checked<usual, true>::found.empty());

#ifndef __clang__
/// Does what the functions of the language may do with a list, a map or an optional struct.
template <class Held>
constexpr void use(Held& from) {
    Held copied(from), moved(static_cast<Held&&>(copied)), assigned;
    assigned = from;
    assigned = static_cast<Held&&>(moved);
}
template <class T>
constexpr void use_list(core::list<T>& from) {
    use(from);
    from.push_back(T{});
    const core::list<T> several{from[0], from[0], from[0], from[0]};
    for (const T& item : several) from.push_back(item);
    for (T& item : from) item = T{};
    from.clear();
    from.append();
}

/// Does so with each member of an object that is not constant, and with what is in them: it is the
/// visitor of `each_member`.
class user_of_members {
public:
    static constexpr bool visits_status = false;

    template <class T>
    constexpr void in(T& o) {
        if constexpr (requires { each_member(o, *this); }) each_member(o, *this);
    }

    constexpr void text(std::string_view, const core::text&, bool = false) {}
    constexpr void raw(std::string_view, const core::raw&, bool = false) {}
    constexpr void int_or_string(std::string_view, const core::int_or_string&, bool = false) {}
    constexpr void boolean(std::string_view, const core::optional<bool>&, bool = false) {}
    constexpr void integer(std::string_view, const core::optional<long>&, bool = false) {}
    constexpr void number(std::string_view, const core::optional<double>&, bool = false) {}
    template <class Struct>
    constexpr void boxed(std::string_view, const core::optional<Struct>& o, bool = false) {
        core::optional<Struct>& there = writable(o);
        there = core::optional<Struct>(Struct{});
        use(there);
        core::optional<Struct> shared = there;
        if (shared.has_value() && shared.get() == shared.operator->()) in(shared.emplace());
        there = shared;
    }
    template <class Struct>
    constexpr void object(std::string_view, const Struct& o, bool = false) {
        in(writable(o));
    }
    template <class T>
    constexpr void list(std::string_view, const core::list<T>& items, bool = false) {
        use_list(writable(items));
        in(writable(items)[0]);
    }
    template <class T>
    constexpr void map(std::string_view, const core::map<T>& entries, bool = false) {
        use(writable(entries));
        in(writable(entries)["key"]);
    }
};

/// An object of the API that has everything, on its way through a cluster.
template <class Kind>
constexpr bool use_kind() {
    Kind made{};
    user_of_members().in(made);
    object all(made);
    use(all);
    missing_fields missing;
    all.find_missing(missing);
    written<4096> recorded;
    tape to(recorded.marks, recorded.room, recorded.characters, recorded.characters_room);
    recorder(to).document(made);
    return all.weight() != 0;
}
template <class... Elements>
constexpr bool use_lists() {
    const auto use_one = []<class T>(core::list<T> of) { return use_list(of), true; };
    return (use_one(core::list<Elements>{}) && ...);
}
// Others are rare in definitions, and each makes the precompiled header larger.
static_assert(use_kind<api::Deployment>() && use_kind<api::Service>() && use_kind<api::Ingress>());
static_assert(use_lists<object, finding, silence, NodePool, taint, room, host_port, way_in,
                        rendered_object, piece, Image, argument, parameter>());
#endif

}  // namespace slipway::dsl::detail
