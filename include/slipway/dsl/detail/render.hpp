// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/dsl/detail/printer.hpp>
#include <slipway/dsl/render.hpp>

namespace slipway::dsl {

// The members of structs that are not generated, as those of generated ones.
template <class Visitor>
constexpr void each_member(const taint& t, Visitor& v) {
    v.text("key", t.key);
    v.text("value", t.value);
    v.text("effect", t.effect);
}
template <class Visitor>
constexpr void each_member(const NodePool& pool, Visitor& v) {
    v.text("name", pool.name);
    v.map("labels", pool.labels.map());
    v.list("taints", pool.taints);
    v.map("capacity", core::map<text>{{"cpu", pool.capacity.cpu},
                                      {"memory", pool.capacity.memory},
                                      {"pods", core::decimal(pool.capacity.pods)}});
    v.integer("min", pool.min);
    v.integer("max", pool.max);
}
template <class Visitor>
constexpr void each_member(const Image& made, Visitor& v) {
    constexpr std::string_view sources[] = {"program", "this program", "busybox", "directory"};
    v.text("name", made.name);
    v.text("from", sources[static_cast<int>(made.from.kind)]);
    v.text("path", made.from.path);
}

namespace detail {

/// Whether the cluster's own namespace is among its objects.
constexpr bool has_own_namespace(const Cluster& cluster) {
    for (const object& o : cluster.resources)
        if (o.is<api::Namespace>() && o.name() == cluster.name.view()) return true;
    return false;
}

/// What of a cluster is not of its API.
struct machine {
    const Cluster& cluster;
};
template <class Visitor>
constexpr void each_member(const machine& m, Visitor& v) {
    v.list("nodePools", m.cluster.nodePools);
    v.list("images", m.cluster.images);
}

}  // namespace detail

namespace detail {

/// An object with where it stands, behind which its members are.
constexpr void record(const object& o, const text& space, tape& to) {
    to.add(o.is<api::Namespace>() ? mark::is::space : mark::is::document, o.facts().kind,
           o.metadata().name);
    to.add_source(o.file(), o.line());
    recorder members(to);
    o.record(members, space);
}

/// Objects from `first` to before `last`, as they were written. Before the first stands what is of
/// the cluster itself: its name, its file and how many objects were written, its machine's members,
/// and its namespace where that is none of the objects.
constexpr void record(const Cluster& cluster, std::size_t first, std::size_t last, tape& to) {
    if (first == 0) {
        to.add(mark::is::text, {}, cluster.name);
        to.add_source(cluster.file, static_cast<int>(cluster.resources.size()));
        recorder(to).document(machine{cluster});
        if (!has_own_namespace(cluster))
            record(
                object(Namespace{.name = cluster.name, .line = cluster.line, .file = cluster.file}),
                cluster.name, to);
    }
    for (std::size_t i = first; i < last; ++i) record(cluster.resources[i], cluster.name, to);
}

/// A cluster that was recorded in one part or several.
struct reels {
    const reel* parts = nullptr;
    std::size_t count = 0;

    /// Behind what is of the cluster itself.
    constexpr reel part(std::size_t i) const {
        reel from = parts[i];
        if (i != 0) return from;
        from.next(), from.next(), from.skip();
        return from;
    }
    /// Calls `visit(reel, document, source)` for each object in the order in which they can be
    /// created: namespaces first, the cluster's own before the others. It reads all members.
    template <class Visit>
    constexpr void each_document(Visit visit) const {
        for (const bool spaces : {true, false})
            for (std::size_t i = 0; i < count; ++i)
                for (reel from = part(i); !from.at_end();) {
                    const mark &what = from.next(), &where = from.next();
                    if ((what.what == mark::is::space) == spaces) visit(from, what, where);
                    else from.skip();
                }
    }
    constexpr std::size_t documents() const {
        std::size_t n = 0;
        for (std::size_t i = 0; i < count; ++i)
            for (reel from = part(i); !from.at_end(); from.skip(), ++n) from.next(), from.next();
        return n;
    }
};

/// A cluster that is recorded in one part.
class recorded_whole {
public:
    constexpr explicit recorded_whole(const Cluster& cluster) {
        record(cluster, 0, cluster.resources.size(), tape_);
        whole_ = reel(tape_);
    }
    recorded_whole(const recorded_whole&) = delete;
    /// As long as this object is there.
    constexpr reels all() const { return {&whole_, 1}; }

private:
    tape tape_;
    reel whole_{nullptr, 0, nullptr};
};

/// Calls `wrote(document, source, begin)` behind each document; `begin` is where it begins in
/// `out`.
template <class Wrote>
constexpr void write_documents(const reels& all, output& out, Wrote wrote) {
    bool first = true;
    all.each_document([&](reel& from, const mark& what, const mark& where) {
        if (!first) out << "---\n";
        first = false;
        const std::size_t begin = out.size();
        printer(out, format::yaml).document(from, 0);
        wrote(what, where, begin);
    });
}

constexpr void write_json(const reels& all, output& out) {
    bool first = true;
    out << "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": [";
    all.each_document([&](reel& from, const mark&, const mark&) {
        out << (first ? "\n    " : ",\n    ");
        first = false;
        printer(out, format::json).document(from, 6);
    });
    out << "\n  ]\n}\n";
}

}  // namespace detail

constexpr void render_yaml(const Cluster& cluster, output& out) {
    detail::write_documents(detail::recorded_whole(cluster).all(), out,
                            [](const detail::mark&, const detail::mark&, std::size_t) {});
}

constexpr void render_json(const Cluster& cluster, output& out) {
    detail::write_json(detail::recorded_whole(cluster).all(), out);
}

constexpr void render_machine(const Cluster& cluster, output& out) {
    detail::printer(out, detail::format::json).document(detail::machine{cluster}, 2);
}

}  // namespace slipway::dsl
