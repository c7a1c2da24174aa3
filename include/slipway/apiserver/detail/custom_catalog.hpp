// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

#include <slipway/apiserver/custom/catalog.hpp>
#include <slipway/apiserver/custom/names.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::apiserver::custom {

namespace detail {

/// `v1beta2` as (beta, 1, 2); nothing for versions of another form.
struct version_rank {
    int stability = 0;  ///< 3 stable, 2 beta, 1 alpha, 0 of no such form
    long major = 0, minor = 0;

    explicit version_rank(std::string_view v) {
        const char* at = v.data() + 1;
        const char* const end = v.data() + v.size();
        if (!v.starts_with('v')) return;
        const auto number = std::from_chars(at, end, major);
        if (number.ec != std::errc()) return;
        if (number.ptr == end) {
            stability = 3;
            return;
        }
        const std::string_view rest(number.ptr, static_cast<std::size_t>(end - number.ptr));
        for (const auto& [word, rank] : {std::pair<std::string_view, int>("alpha", 1),
                                         std::pair<std::string_view, int>("beta", 2)}) {
            if (!rest.starts_with(word)) continue;
            const auto last = std::from_chars(rest.data() + word.size(), end, minor);
            if (last.ec == std::errc() && last.ptr == end) stability = rank;
        }
    }
    auto key() const { return std::tuple(stability, major, minor); }
};

}  // namespace detail

SLIPWAY_INLINE bool preferred(std::string_view a, std::string_view b) {
    const detail::version_rank x(a), y(b);
    if (x.stability == 0 && y.stability == 0) return a < b;
    return x.key() > y.key();
}

SLIPWAY_INLINE catalog::kind_ptr catalog::find(std::string_view group, std::string_view version,
                                               std::string_view plural) const {
    if (group.find('.') == group.npos) return nullptr;
    const auto all = now();
    if (all->empty()) return nullptr;
    const auto found = all->find(std::string(plural) + "." + std::string(group));
    if (found == all->end()) return nullptr;
    for (const kind_ptr& k : found->second.versions)
        if (k->resource().version == version) return k;
    return nullptr;
}

SLIPWAY_INLINE bool catalog::defines(std::string_view group, std::string_view plural) const {
    if (group.find('.') == group.npos) return false;
    const auto all = now();
    return !all->empty() && all->count(std::string(plural) + "." + std::string(group)) > 0;
}

SLIPWAY_INLINE std::vector<catalog::kind_ptr> catalog::served() const {
    std::vector<kind_ptr> made;
    for (const auto& [name, each] : *now())
        for (const kind_ptr& k : each.versions)
            if (k->served()) made.push_back(k);
    std::stable_sort(made.begin(), made.end(), [](const kind_ptr& a, const kind_ptr& b) {
        const api::resource &x = a->resource(), &y = b->resource();
        if (x.group != y.group) return x.group < y.group;
        if (x.version != y.version) return preferred(x.version, y.version);
        return x.plural < y.plural;
    });
    return made;
}

SLIPWAY_INLINE void catalog::replace(const std::vector<json::document>& definitions) {
    std::lock_guard replacing(replacing_);
    const auto before = now();
    auto next = std::make_shared<snapshot>();
    for (const json::document& d : definitions) {
        if (!has_condition(*d, "Established")) continue;
        const std::string name = name_of(*d);
        const auto same = before->find(name);
        if (same != before->end() && same->second.definition == d) next->insert(*same);
        else next->emplace(name, known{d, made_of(*d)});
    }
    std::lock_guard lock(mutex_);
    now_ = std::move(next);
}

SLIPWAY_INLINE std::vector<catalog::kind_ptr> catalog::made_of(const json::value& definition) {
    const json::value& accepted = part(definition, "status.acceptedNames");
    const auto texts = [&](const char* member) {
        std::vector<std::string> made;
        for (const json::value& s : part(accepted, member)) made.push_back(s.get<std::string>());
        return made;
    };
    std::vector<kind_ptr> made;
    for (const json::value& v : part(definition, "spec.versions")) {
        api::resource_names names{.group = text_at(definition, "spec.group"),
                                  .version = text_at(v, "name"),
                                  .kind = text_at(accepted, "kind"),
                                  .plural = text_at(accepted, "plural"),
                                  .singular = text_at(accepted, "singular"),
                                  .namespaced = text_at(definition, "spec.scope") != "Cluster",
                                  .short_names = texts("shortNames"),
                                  .categories = texts("categories")};
        for (const char* sub : {"status", "scale"})
            if (has(v, std::string("subresources.") + sub)) names.subresources.emplace_back(sub);
        made.push_back(std::make_shared<const kind>(definition, v, row_of(std::move(names))));
    }
    return made;
}

SLIPWAY_INLINE std::shared_ptr<const api::run_time_resource> catalog::row_of(
    api::resource_names names) {
    for (const auto& r : rows_)
        if (r->names() == names) return r;
    return rows_.emplace_back(std::make_shared<const api::run_time_resource>(std::move(names)));
}

}  // namespace slipway::apiserver::custom
