// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/detail/index.hpp>
#include <slipway/dsl/finding.hpp>

namespace slipway::dsl {

namespace detail {

/// The namespace in which an object stands; none for those that stand in none.
constexpr std::string_view space_of(const Cluster& cluster, const object& o) {
    if (!o.facts().namespaced) return {};
    return o.space().empty() ? cluster.name.view() : o.space();
}

constexpr words title(const object& o) { return words(o.facts().kind).add(" ").add(o.name()); }

/// Reports what is not silenced.
constexpr void report(findings& found, const object& o, rule r, const words& where,
                      const words& value = {}, const words& hint = {}) {
    if (severity_of(r) == severity::warning && o.silences(r)) return;
    found.add({r, where, value, hint, o.line(), o.file()});
}

/// Objects by kind, namespace and name: those of the cluster, and those elsewhere that it may refer
/// to.
class by_name {
public:
    constexpr explicit by_name(const Cluster& cluster) : cluster_(cluster), index_(count()) {
        for (std::size_t i = 0; i < count(); ++i) index_.put(key(at(i)), i);
    }
    template <api::kind Kind>
    constexpr const object* find(std::string_view space, std::string_view name) const {
        return find(api::kind_of<Kind>, space, name);
    }
    constexpr const object* find(const api::kind_facts& kind, std::string_view space,
                                 std::string_view name) const {
        const long i = index_.find(key(kind, space, name),
                                   [&](std::size_t n) { return is(at(n), kind, space, name); });
        return i < 0 ? nullptr : &at(static_cast<std::size_t>(i));
    }
    /// Whether an object that was found is not of the cluster, but elsewhere: only what is said of
    /// it is known.
    constexpr bool is_elsewhere(const object& found) const {
        for (const object& o : cluster_.elsewhere)
            if (&o == &found) return true;
        return false;
    }
    /// Reports objects of the cluster without a name, and those whose name an earlier one has.
    constexpr void check(findings& found) const {
        for (std::size_t i = 0; i < cluster_.resources.size(); ++i) {
            const object& o = cluster_.resources[i];
            const auto is_earlier = [&](std::size_t n) {
                return n < i && is(at(n), o.facts(), space_of(cluster_, o), o.name());
            };
            if (o.name().empty()) report(found, o, rule::name_missing, title(o));
            else if (index_.find(key(o), is_earlier) >= 0)
                report(found, o, rule::duplicate_object, title(o));
        }
    }

private:
    constexpr std::size_t count() const {
        return cluster_.resources.size() + cluster_.elsewhere.size();
    }
    constexpr const object& at(std::size_t n) const {
        return n < cluster_.resources.size() ? cluster_.resources[n]
                                             : cluster_.elsewhere[n - cluster_.resources.size()];
    }
    constexpr bool is(const object& o, const api::kind_facts& kind, std::string_view space,
                      std::string_view name) const {
        return o.facts() == kind && core::same_characters(o.name(), name) &&
               core::same_characters(space_of(cluster_, o), space);
    }
    constexpr unsigned key(const object& o) const {
        return key(o.facts(), space_of(cluster_, o), o.name());
    }
    static constexpr unsigned key(const api::kind_facts& kind, std::string_view space,
                                  std::string_view name) {
        return hash(name, rough_hash(kind.kind) * 31U + rough_hash(space));
    }
    const Cluster& cluster_;
    index index_;
};

/// The most similar name among the objects of a kind and namespace.
constexpr words nearest_object(const Cluster& cluster, const api::kind_facts& kind,
                               std::string_view space, std::string_view name) {
    nearest hint(name);
    for (const core::list<object>* objects : {&cluster.resources, &cluster.elsewhere})
        for (const object& o : *objects)
            if (o.facts() == kind && space_of(cluster, o) == space) hint.offer(o.name());
    return hint.hint();
}

}  // namespace detail

/// A place in a cluster. It is put into words only where something is reported.
struct site {
    const object& of;
    std::string_view part{};  ///< such as `, container `
    std::string_view name{};

    constexpr words in_words() const { return detail::title(of).add(part).add(name); }
};

/// One object on its way through the rules, with what they look at and where they put what they
/// find.
struct examined {
    const Cluster& cluster;
    const detail::by_name& names;
    const object& it;
    findings& found;

    constexpr site here() const { return {it}; }
    constexpr site in(const api::Container& c) const { return {it, ", container ", c.name}; }
    constexpr site in(const api::Volume& v) const { return {it, ", volume ", v.name}; }
    /// Something is wrong at a place: `value` is what, `hint` says how it would be right.
    constexpr void report(rule r, const site& where, const words& value = {},
                          const words& hint = {}) const {
        detail::report(found, it, r, where.in_words(), value, hint);
    }
    constexpr std::string_view space() const { return detail::space_of(cluster, it); }

    /// The object of that kind and name, in the namespace of this one. Where there is none, that is
    /// reported.
    template <api::kind Kind>
    constexpr const object* need(rule r, std::string_view wanted, const site& where) const {
        const std::string_view in = api::kind_of<Kind>.namespaced ? space() : std::string_view();
        if (const object* target = names.find<Kind>(in, wanted)) return target;
        report(r, where, wanted, detail::nearest_object(cluster, api::kind_of<Kind>, in, wanted));
        return nullptr;
    }
};

}  // namespace slipway::dsl
