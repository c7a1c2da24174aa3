// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include <slipway/core/compiled.hpp>
#include <slipway/engine/build_image.hpp>
#include <slipway/engine/detail/build_place.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/registry/http.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/runtime/choose.hpp>

namespace slipway::engine {

namespace detail {

/// The runtime of one build, in a directory of its own.
class build_runtime {
public:
    build_runtime(std::filesystem::path directory, std::string name,
                  const std::optional<runtime::rootless_surroundings>& rootless)
        : directory_(std::move(directory)), name_(std::move(name)), rootless_(rootless) {}
    build_runtime(const build_runtime&) = delete;
    ~build_runtime() {
        made_.reset();
        try {
            oci::remove_tree(directory_);
        } catch (const status_error&) {  // the next one has another directory
        }
    }
    runtime::any_runtime get() {
        if (!made_) {
            std::filesystem::create_directories(directory_);
            made_.emplace(runtime::choose(name_, directory_, rootless_).runtime);
        }
        return *made_;
    }

private:
    std::filesystem::path directory_;
    std::string name_;
    std::optional<runtime::rootless_surroundings> rootless_;
    std::optional<runtime::any_runtime> made_;
};

/// Brings a base into the builds' own content: what is here under its name, or what its registry
/// has.
inline void fetch_base(images& all, const image_build& here, registry::layout_registry& to,
                       const oci::reference& name, const oci::platform& machine) {
    auto found = all.find(name.str());
    if (!found || here.pull || !oci::runs_on(found->config.platform, machine)) {
        registry::http_registry from(here.registries ? here.registries(name.registry())
                                                     : registry::http_registry_options{});
        found = all.pull(name, from, here.transfers ? here.transfers() : transfer_sink{},
                         runtime::pull_policy::always, machine);
    }
    all.push(*found, name, to);
}

}  // namespace detail

SLIPWAY_INLINE build_result build_image(images& all, const image_build& here,
                                        const oci::recipe& recipe, const build_context& context,
                                        build_options options) {
    detail::build_place place(here.root);
    options.fetch = [&](const oci::reference& name, const oci::platform& machine) {
        detail::fetch_base(all, here, place.content, name, machine);
    };
    detail::build_runtime running(place.run_directory(), here.runtime, here.rootless);
    const auto made = build(recipe, context,
                            {registry::any_registry::of(place.content), place.unpacked,
                             [&] { return running.get(); }, place.caches},
                            options);
    auto names = options.tags;
    if (names.empty())
        names.push_back(oci::reference::parse(std::string(untagged_repository) + '@' +
                                              made.manifest.digest.str()));
    for (const auto& name : names)
        all.pull(name, place.content, {}, runtime::pull_policy::always, options.platform);
    return made;
}

}  // namespace slipway::engine
