// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <slipway/config.hpp>
#include <slipway/dsl/check.hpp>
#include <slipway/dsl/cluster.hpp>
#include <slipway/dsl/detail/object_count.hpp>
#include <slipway/dsl/finding.hpp>
#include <slipway/dsl/output.hpp>
#include <slipway/dsl/parameters.hpp>
#include <slipway/dsl/render.hpp>

namespace slipway::dsl {

/// One object of a cluster as text.
struct rendered_object {
    std::string_view kind{};
    std::string_view name{};
    std::string_view yaml{};  ///< its document
    const char* file = "";    ///< where it stands in its source
    int line = 0;
};

/// A cluster as text: all that a program does with a definition needs no more.
struct rendered {
    std::string_view name{};
    std::size_t objects = 0;     ///< as they were written; a namespace may have been added
    std::string_view yaml{};     ///< as `render_yaml` writes it
    std::string_view json{};     ///< as `render_json` writes it
    std::string_view machine{};  ///< as `render_machine` writes it
    const rendered_object* documents = nullptr;  ///< those of `yaml`
    std::size_t document_count = 0;
    /// warnings, where the compiler has accepted the definition
    const finding* findings = nullptr;
    std::size_t finding_count = 0;
    const char* file = "";  ///< of the cluster in its source
    /// where it has parameters: what makes it again with others
    Cluster (*definition)(parameters&) = nullptr;
    const parameters* told = nullptr;  ///< and those it was made with

    /// The warnings of a check that has found no errors; it outlives this.
    constexpr void tell(const dsl::findings& checked) {
        findings = checked.warned;
        finding_count = checked.warned_size();
    }
};

namespace detail {

/// Where one object's texts stand in the text of all.
struct piece {
    std::string_view kind{};
    const char* file = "";
    int line = 0;
    std::size_t yaml = 0, yaml_size = 0, name = 0, name_size = 0;
};

/// How long the texts are that stand one behind the other.
struct text_sizes {
    std::size_t objects = 0, documents = 0, name = 0, yaml = 0, json = 0, machine = 0, names = 0;
    constexpr std::size_t all() const { return name + yaml + json + machine + names; }
};

/// Writes all texts; `pieces` has room for each document: one for each object, and one for the
/// cluster's own namespace.
constexpr text_sizes render_all(const reels& all, output& out, piece* pieces) {
    text_sizes made;
    reel whole = all.parts[0];
    out << whole.value(whole.next());
    made.objects = whole.next().size;
    made.name = out.size();
    piece* p = pieces;
    write_documents(all, out, [&](const mark& what, const mark& where, std::size_t begin) {
        p->kind = {what.key, what.key_size};
        p->file = where.key;
        p->line = static_cast<int>(where.size);
        p->yaml = begin;
        p->yaml_size = out.size() - begin;
        ++p;
    });
    made.yaml = out.size() - made.name;
    write_json(all, out);
    made.json = out.size() - made.name - made.yaml;
    printer(out, format::json).document(whole, 2);
    made.machine = out.size() - made.name - made.yaml - made.json;
    p = pieces;
    all.each_document([&](reel& from, const mark& what, const mark&) {
        p->name = out.size();
        out << from.value(what);
        p->name_size = what.size;
        from.skip();
        ++p;
    });
    made.documents = static_cast<std::size_t>(p - pieces);
    made.names = out.size() - made.name - made.yaml - made.json - made.machine;
    return made;
}

/// The texts in `all`, cut apart.
constexpr rendered cut(std::string_view all, const text_sizes& n) {
    rendered made;
    made.name = all.substr(0, n.name);
    made.objects = n.objects;
    made.yaml = all.substr(n.name, n.yaml);
    made.json = all.substr(n.name + n.yaml, n.json);
    made.machine = all.substr(n.name + n.yaml + n.json, n.machine);
    return made;
}
constexpr rendered_object cut(std::string_view all, const piece& p) {
    return {p.kind, all.substr(p.name, p.name_size), all.substr(p.yaml, p.yaml_size), p.file,
            p.line};
}

template <Cluster (*Definition)()>
struct drafted {
    static constexpr std::size_t most = object_count<Definition> + 1;
    // Most definitions fit into what is written first, and are evaluated once.
    static constexpr std::size_t room = 2048 * most;
    struct draft {
        text_sizes sizes{};
        piece pieces[most]{};
        char text[room]{};
    };
    static constexpr text_sizes write_to(output& out, piece* pieces) {
        return render_all(recorded_whole(Definition()).all(), out, pieces);
    }
    static constexpr draft write() {
        draft made;
        output out(made.text, room);
        made.sizes = write_to(out, made.pieces);
        return made;
    }
    static constexpr draft written = SLIPWAY_FOLDED(write());
};

template <Cluster (*Definition)()>
struct constant_text {
    using first = drafted<Definition>;
    static constexpr const auto& written = first::written;
    static constexpr std::size_t size = written.sizes.all();
    struct characters {
        char text[size + 1]{};
    };
    static constexpr characters fit() {
        characters made;
        if constexpr (size <= first::room) {
            core::copy_characters({written.text, size}, made.text);
        } else {
            piece again[first::most]{};
            output out(made.text, size);
            first::write_to(out, again);
        }
        return made;
    }
    static constexpr characters kept = SLIPWAY_FOLDED(fit());

    static constexpr std::string_view all() { return {kept.text, size}; }
    struct documents {
        rendered_object items[written.sizes.documents]{};
    };
    static constexpr documents cut_documents() {
        documents made;
        for (std::size_t i = 0; i < written.sizes.documents; ++i)
            made.items[i] = cut(all(), written.pieces[i]);
        return made;
    }
    static constexpr documents cut_apart = cut_documents();
    static constexpr rendered make() {
        rendered made = cut(all(), written.sizes);
        made.documents = cut_apart.items;
        made.document_count = written.sizes.documents;
        made.file = written.pieces[0].file;
        return made;
    }
};

/// Empty where there is no constant, which the compiler has said then: more errors would only hide
/// it.
template <Cluster (*Definition)()>
constexpr rendered made_constant() {
    if constexpr (requires {
                      typename std::integral_constant<std::size_t,
                                                      drafted<Definition>::written.sizes.all()>;
                  })
        return constant_text<Definition>::make();
    else return {};
}

}  // namespace detail

/// A definition as constants in the program's read-only data: no code runs to make them.
template <Cluster (*Definition)()>
inline constexpr rendered constants = detail::made_constant<Definition>();

/// The YAML of a definition, as a constant.
template <Cluster (*Definition)()>
inline constexpr std::string_view manifest = constants<Definition>.yaml;

/// A cluster as text that was made at run time.
class rendering {
public:
    explicit rendering(const Cluster& cluster) {
        render(cluster);
        findings_ = check_all(cluster);
        all_.findings = std::as_const(findings_).begin();
        all_.finding_count = findings_.size();
    }
    /// Of a cluster that has been checked, and has no errors.
    rendering(const Cluster& cluster, const dsl::findings& checked) {
        render(cluster);
        all_.tell(checked);
    }
    /// The same of one that was recorded.
    rendering(const detail::reels& recorded, const dsl::findings& checked) {
        render(recorded);
        all_.tell(checked);
    }
    /// Valid as long as this object.
    const rendered& get() const { return all_; }

private:
    void render(const Cluster& cluster) { render(detail::recorded_whole(cluster).all()); }
    void render(const detail::reels& recorded) {
        core::list<detail::piece> pieces;
        const std::size_t most = recorded.documents();
        pieces.reserve(most);
        for (std::size_t i = 0; i < most; ++i) pieces.append();
        const detail::text_sizes sizes = detail::render_all(recorded, out_, pieces.begin());
        all_ = detail::cut(out_.view(), sizes);
        documents_.reserve(most);
        for (std::size_t i = 0; i < sizes.documents; ++i)
            documents_.push_back(detail::cut(out_.view(), std::as_const(pieces)[i]));
        all_.documents = std::as_const(documents_).begin();
        all_.document_count = sizes.documents;
        detail::reel whole = recorded.parts[0];
        whole.next();
        all_.file = whole.next().key;
    }

    output out_;
    core::list<rendered_object> documents_;
    core::list<finding> findings_;
    rendered all_;
};

}  // namespace slipway::dsl
