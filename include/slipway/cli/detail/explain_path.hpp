// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <slipway/api/group_version.hpp>
#include <slipway/api/resources.hpp>
#include <slipway/cli/detail/clean_text.hpp>
#include <slipway/cli/detail/explain_names.hpp>
#include <slipway/cli/detail/lower_case.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/type_info.hpp>
#include <slipway/dsl/finding.hpp>

namespace slipway::cli::detail {

/// Where `deployment.spec.replicas` leads.
struct explained {
    const api::resource* kind = nullptr;
    std::vector<const api::resource*> others{};  ///< the same kind in other versions and groups
    const core::type_info* owner = nullptr;  ///< of the field; null where the kind itself is meant
    const core::field* field = nullptr;
    std::string path{};  ///< `spec.replicas`

    /// What there is below; null for what has no fields.
    const core::type_info* below() const {
        if (!field) return kind->type;
        return field->type;
    }
};

inline std::string quoted(std::string_view s) { return '\'' + clean_text(s) + '\''; }

/// `; did you mean x?`, or nothing where nothing is close.
inline std::string hint_of(const dsl::nearest& near) {
    return near.is_close() ? "; " + std::string(near.hint().view()) : "";
}

/// The kinds of that name, the one that is meant without a version first.
inline std::vector<const api::resource*> kinds_named(std::string_view word) {
    const std::string name = lower_case(word);
    std::vector<const api::resource*> found;
    dsl::nearest near(name);
    for (const api::resource* r : api::resources()) {
        bool is = lower_case(r->kind) == name;
        each_name(*r, [&](std::string_view known) {
            is = is || known == name;
            near.offer(known);
        });
        if (!is || !r->type) continue;
        // Of one group the higher version is what servers prefer; the core group comes first.
        const bool newer =
            !found.empty() && found[0]->group == r->group && found[0]->version < r->version;
        found.insert(newer ? found.begin() : found.end(), r);
    }
    if (found.empty())
        throw core::status_error(core::reason::not_found,
                                 "unknown kind " + quoted(word) + hint_of(near));
    return found;
}

inline std::pair<const api::resource*, std::vector<const api::resource*>> choose_kind(
    std::string_view word, std::string_view api_version) {
    std::vector<const api::resource*> all = kinds_named(word);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!api_version.empty() && api::group_version(*all[i]) != api_version) continue;
        const api::resource* chosen = all[i];
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
        return {chosen, all};
    }
    std::string versions;
    for (const api::resource* r : all)
        versions += (versions.empty() ? "" : " and ") + api::group_version(*r);
    throw core::status_error(
        core::reason::not_found,
        std::string(all[0]->kind) + " is in " + versions + ", not in " + quoted(api_version));
}

/// The path to a field of that name that is deeper in a struct, or empty: the one with the fewest
/// steps.
inline std::string path_below(const core::type_info& type, std::string_view name) {
    constexpr std::size_t most = 4000;  // structs may hold themselves
    std::vector<std::pair<const core::type_info*, std::string>> queue{{&type, ""}};
    for (std::size_t i = 0; i < queue.size() && i < most; ++i) {
        const auto [at, path] = queue[i];
        if (at->find(name)) return path + std::string(name);
        for (const core::field& f : *at)
            if (f.type) queue.emplace_back(f.type, path + std::string(f.name) + '.');
    }
    return "";
}

/// Follows `deployment.spec.template`. Elements of lists may be written: `containers[0].name`.
/// Throws `status_error` (not_found) that names what was probably meant.
inline explained follow_path(std::string_view word, std::string_view api_version) {
    const std::size_t dot = word.find('.');
    explained at;
    std::tie(at.kind, at.others) = choose_kind(word.substr(0, dot), api_version);
    std::string_view rest = dot == word.npos ? std::string_view() : word.substr(dot + 1);
    if (dot != word.npos && rest.empty())
        throw core::status_error(core::reason::not_found, quoted(word) + " ends with a dot");
    while (!rest.empty()) {
        const std::size_t end = rest.find('.');
        std::string_view step = rest.substr(0, end);
        rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
        if (step.ends_with(']')) step = step.substr(0, step.find('['));
        const std::string so_far =
            std::string(at.kind->kind) + (at.path.empty() ? "" : '.' + at.path);
        const core::type_info* inside = at.below();
        if (!inside)
            throw core::status_error(core::reason::not_found, so_far + " is of the type " +
                                                                  type_name(*at.owner, *at.field) +
                                                                  ", which has no fields");
        at.field = inside->find(step);
        if (!at.field) {
            dsl::nearest near(step);
            for (const core::field& f : *inside) near.offer(f.name);
            const std::string deeper = path_below(*inside, step);
            throw core::status_error(
                core::reason::not_found,
                so_far + " has no field " + quoted(step) +
                    (deeper.empty() ? hint_of(near) : "; there is " + so_far + '.' + deeper));
        }
        at.owner = inside;
        at.path += (at.path.empty() ? "" : ".") + std::string(step);
    }
    return at;
}

}  // namespace slipway::cli::detail
