// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/finding.hpp>

namespace slipway::dsl::detail {

constexpr unsigned hash(std::string_view s, unsigned seed = 2166136261U) {
    for (char c : s) seed = (seed ^ static_cast<unsigned char>(c)) * 16777619U;
    return seed;
}

/// Numbers by hash, several under one: what keeps the rules linear. It has room for as many as were announced.
class index {
public:
    constexpr explicit index(std::size_t room) {
        unsigned buckets = 16;
        while (buckets < room) buckets *= 2;
        mask_ = buckets - 1;
        heads_ = new int[buckets];
        for (unsigned i = 0; i < buckets; ++i) heads_[i] = -1;
        nodes_ = new node[room + 1];
        sizes_ = new unsigned[buckets]{};
    }
    index(const index&) = delete;
    constexpr ~index() {
        delete[] heads_;
        delete[] nodes_;
        delete[] sizes_;
    }
    constexpr void put(unsigned h, std::size_t number) {
        nodes_[count_] = {number, heads_[h & mask_]};
        heads_[h & mask_] = static_cast<int>(count_++);
        ++sizes_[h & mask_];
    }
    /// How many numbers a search under `h` looks at, at most.
    constexpr unsigned count(unsigned h) const { return sizes_[h & mask_]; }
    /// The first number under `h` for which `accept` holds; -1 where there is none.
    template <class Accept>
    constexpr long find(unsigned h, Accept accept) const {
        for (int i = heads_[h & mask_]; i >= 0; i = nodes_[i].next)
            if (accept(nodes_[i].number)) return static_cast<long>(nodes_[i].number);
        return -1;
    }

private:
    struct node {
        std::size_t number = 0;
        int next = -1;
    };
    int* heads_ = nullptr;
    node* nodes_ = nullptr;
    unsigned* sizes_ = nullptr;
    unsigned mask_ = 0;
    unsigned count_ = 0;
};

/// The namespace in which an object stands.
constexpr std::string_view namespace_of(const Cluster& cluster, const object& o) {
    return o.metadata().namespace_.empty() ? cluster.name.view() : o.metadata().namespace_.view();
}

constexpr words title(const object& o) { return words(kind_name(o.kind)).add(" ").add(o.metadata().name.view()); }

/// Objects by kind, namespace and name. Reports names that stand twice.
class by_name {
public:
    constexpr by_name(const Cluster& cluster, findings& found) : cluster_(cluster), index_(cluster.resources.size()) {
        for (std::size_t i = 0; i < cluster.resources.size(); ++i) {
            const object& o = cluster.resources[i];
            const std::string_view ns = space(o.kind, namespace_of(cluster, o)), name = o.metadata().name;
            if (find(o.kind, ns, name)) found.add({rule::duplicate_object, title(o), {}, {}, o.line});
            index_.put(key(o.kind, ns, name), i);
        }
    }
    constexpr const object* find(object::of kind, std::string_view ns, std::string_view name) const {
        ns = space(kind, ns);
        const long i = index_.find(key(kind, ns, name), [&](std::size_t n) {
            const object& o = cluster_.resources[n];
            return o.kind == kind && o.metadata().name == name && space(kind, namespace_of(cluster_, o)) == ns;
        });
        return i < 0 ? nullptr : &cluster_.resources[static_cast<std::size_t>(i)];
    }

private:
    /// Namespaces themselves stand in none.
    static constexpr std::string_view space(object::of kind, std::string_view ns) { return kind == object::of::name_space ? std::string_view() : ns; }
    static constexpr unsigned key(object::of kind, std::string_view ns, std::string_view name) {
        return hash(name, hash(ns) + static_cast<unsigned>(kind));
    }
    const Cluster& cluster_;
    index index_;
};

/// A place in a cluster. It is put into words only where something is reported.
struct site {
    const object& of;
    std::string_view part{};  ///< such as `, container `
    std::string_view name{};

    constexpr words in_words() const { return title(of).add(part).add(name); }
};

/// One object on its way through the rules, with what they look at and where they put what they find.
struct examined {
    const Cluster& cluster;
    const by_name& names;
    const object& it;
    findings& found;

    constexpr site here() const { return {it}; }
    constexpr site in(const api::Container& c) const { return {it, ", container ", c.name}; }
    constexpr site in(const api::Volume& v) const { return {it, ", volume ", v.name}; }
    constexpr void report(rule r, const site& where, const words& value = {}, const words& hint = {}) const {
        found.add({r, where.in_words(), value, hint, it.line});
    }
    constexpr std::string_view space() const { return namespace_of(cluster, it); }
};

/// Calls `twice` with each element whose name an earlier one has too. For the lists inside of an object, which are short.
template <class List, class NameOf, class Twice>
constexpr void each_duplicate(const List& list, NameOf name_of, Twice twice) {
    for (std::size_t i = 1; i < list.size(); ++i) {
        const std::string_view name = name_of(list[i]);
        if (name.empty()) continue;
        for (std::size_t j = 0; j < i; ++j)
            if (name_of(list[j]) == name) {
                twice(list[i]);
                break;
            }
    }
}

}  // namespace slipway::dsl::detail
