// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/engine/build_options.hpp>
#include <slipway/oci/expand.hpp>
#include <slipway/oci/platform.hpp>
#include <slipway/oci/recipe.hpp>

namespace slipway::engine::detail {

/// `linux/arm64/v8`. Throws `status_error` (invalid).
inline oci::platform parse_platform(const std::string& text) {
    const std::size_t first = text.find('/'),
                      second = first == text.npos ? text.npos : text.find('/', first + 1);
    oci::platform made;
    made.os = text.substr(0, first);
    if (first != text.npos)
        made.architecture =
            text.substr(first + 1, second == text.npos ? text.npos : second - first - 1);
    if (second != text.npos) made.variant = text.substr(second + 1);
    if (made.os.empty() || made.architecture.empty() || made.variant.find('/') != std::string::npos)
        throw status_error(core::reason::invalid,
                           "\"" + text.substr(0, 100) +
                               "\" is no platform, such as linux/amd64 or linux/arm64/v8");
    return made;
}

/// Whether commands have this argument without asking for it (Docker, "Dockerfile reference",
/// "Predefined ARGs").
inline bool names_proxy(const std::string& name) {
    for (const char* known : {"ALL_PROXY", "FTP_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
                              "all_proxy", "ftp_proxy", "http_proxy", "https_proxy", "no_proxy"})
        if (name == known) return true;
    return false;
}

/// The stages and images that a step takes files from.
inline std::vector<std::string> taken_from(const oci::recipe_step& step) {
    std::vector<std::string> made;
    if (const auto* copy = std::get_if<oci::copy_step>(&step.action)) made.push_back(copy->from);
    if (const auto* run = std::get_if<oci::run_step>(&step.action))
        for (const auto& mount : run->mounts) {
            if (const auto* bind = std::get_if<oci::bind_mount>(&mount)) made.push_back(bind->from);
            if (const auto* cache = std::get_if<oci::cache_mount>(&mount))
                made.push_back(cache->from);
        }
    made.erase(std::remove(made.begin(), made.end(), std::string()), made.end());
    return made;
}

/// The values of ARG: those that the one who builds gives, and defaults.
class build_variables {
public:
    build_variables(const oci::recipe& recipe, const std::map<std::string, std::string>& given,
                    const oci::platform& target)
        : given_(given), escape_(recipe.escape) {
        const auto add = [&](const std::string& prefix, const oci::platform& p) {
            platforms_[prefix + "PLATFORM"] = to_string(p);
            platforms_[prefix + "OS"] = p.os;
            platforms_[prefix + "ARCH"] = p.architecture;
            platforms_[prefix + "VARIANT"] = p.variant;
        };
        add("TARGET", target);
        add("BUILD", oci::host_platform());
        for (const auto& [name, value] : platforms_) global_[name] = value;
        for (const auto& step : recipe.arguments) {
            const auto& arg = std::get<oci::arg_step>(step.action);
            if (auto value =
                    value_of(arg, [&](std::string_view name) { return find(global_, name); }))
                global_[arg.name] = *std::move(value);
        }
    }

    /// For FROM.
    std::string expand(const oci::recipe_text& text) const {
        return expand(text, [&](std::string_view name) { return find(global_, name); });
    }
    std::string expand(const oci::recipe_text& text, const oci::variable_lookup& lookup) const {
        return text.expands ? oci::expand(text.text, lookup, escape_) : text.text;
    }

    /// What an ARG of a stage is; nothing where nobody says.
    std::optional<std::string> declared(const oci::arg_step& arg,
                                        const oci::variable_lookup& lookup) {
        if (auto value = value_of(arg, lookup)) return value;
        return find(global_, arg.name);
    }

    /// Arguments that were given, and that no ARG takes.
    std::vector<std::string> unused() const {
        std::vector<std::string> made;
        for (const auto& [name, value] : given_)
            if (used_.count(name) == 0 && !names_proxy(name)) made.push_back(name);
        return made;
    }

    static std::optional<std::string> find(
        const std::map<std::string, std::string, std::less<>>& in, std::string_view name) {
        const auto at = in.find(name);
        return at == in.end() ? std::nullopt : std::optional(at->second);
    }

private:
    std::optional<std::string> value_of(const oci::arg_step& arg,
                                        const oci::variable_lookup& lookup) {
        if (const auto at = given_.find(arg.name); at != given_.end()) {
            used_.insert(arg.name);
            return at->second;
        }
        return arg.value ? std::optional(expand(*arg.value, lookup)) : std::nullopt;
    }

    const std::map<std::string, std::string>& given_;
    char escape_;
    std::map<std::string, std::string, std::less<>> platforms_, global_;
    std::set<std::string> used_;
};

/// Where the files of a `--from` come from.
struct copy_origin {
    std::optional<std::size_t> stage{};
    std::string image{};
    const build_context* directory = nullptr;  ///< instead of an image
};

/// Which stages there are to build, and how they hang together.
class build_plan {
public:
    /// `bases`: what the stages begin with, by their numbers.
    build_plan(const oci::recipe& recipe, std::vector<std::string> bases,
               const build_options& options)
        : recipe_(recipe), options_(options), bases_(std::move(bases)) {
        if (recipe.stages.size() > oci::recipe::most_stages)
            throw status_error(
                core::reason::invalid,
                "the recipe has more than " + std::to_string(oci::recipe::most_stages) + " stages");
        if (recipe.stages.empty())
            throw status_error(core::reason::invalid,
                               "the recipe has no stage, so there is nothing to build");
        target_ = options.target.empty() ? recipe.stages.size() - 1 : named(options.target);
        need(target_);
    }

    /// By name or number. Throws `status_error` (not_found).
    std::size_t named(const std::string& target) const {
        if (const auto found = recipe_.find_stage(target)) return *found;
        std::string names;
        for (const auto& stage : recipe_.stages)
            if (!stage.name.empty()) names += (names.empty() ? "" : ", ") + stage.name;
        throw status_error(core::reason::not_found,
                           "there is no stage \"" + target + "\"; " +
                               (names.empty() ? "none has a name" : "there are " + names));
    }
    std::size_t target() const { return target_; }
    const std::string& base(std::size_t stage) const { return bases_[stage]; }
    /// The stage that a stage goes on from.
    std::optional<std::size_t> base_stage(std::size_t stage) const {
        return before(bases_[stage], stage);
    }
    /// Those that are needed, in their order.
    const std::set<std::size_t>& needed() const { return needed_; }
    /// With the FROMs.
    std::size_t count() const {
        std::size_t made = 0;
        for (const auto stage : needed_) made += 1 + recipe_.stages[stage].steps.size();
        return made;
    }

    /// Adds a stage, with those that it needs itself.
    void need(std::size_t stage) {
        if (!needed_.insert(stage).second) return;
        if (const auto base = base_stage(stage)) need(*base);
        for (const auto& step : recipe_.stages[stage].steps) {
            for (const auto& from : taken_from(step)) need_from(from, stage);
        }
    }
    /// Throws `status_error` (invalid) for a stage that is none, or comes later.
    copy_origin origin(const std::string& from, std::size_t stage) const {
        if (const auto at = options_.contexts.find(from); at != options_.contexts.end())
            return {.directory = &at->second};
        if (const auto at = options_.images.find(from); at != options_.images.end())
            return {.image = at->second};
        if (!from.empty() && from.find_first_not_of("0123456789") == from.npos && from.size() < 6) {
            const std::size_t number = std::stoul(from);
            if (number >= stage)
                throw status_error(core::reason::invalid,
                                   "there is no stage " + from + " before this one");
            return {.stage = number};
        }
        if (const auto found = before(from, stage)) return {.stage = found};
        for (std::size_t i = stage; i < recipe_.stages.size(); ++i)
            if (!recipe_.stages[i].name.empty() && recipe_.stages[i].name == lower(from))
                throw status_error(core::reason::invalid,
                                   "the stage \"" + from + "\" is not built before this one");
        return {.image = from};
    }

private:
    static std::string lower(std::string s) {
        std::transform(s.begin(), s.end(), s.begin(), [](char c) { return core::to_lower(c); });
        return s;
    }
    std::optional<std::size_t> before(const std::string& name, std::size_t stage) const {
        for (std::size_t i = stage; i-- > 0;)
            if (!recipe_.stages[i].name.empty() && recipe_.stages[i].name == lower(name)) return i;
        return std::nullopt;
    }
    void need_from(const std::string& from, std::size_t stage) {
        try {
            if (const auto found = origin(from, stage); found.stage) need(*found.stage);
        } catch (const status_error&) {  // the step itself will tell, with its line
        }
    }

    const oci::recipe& recipe_;
    const build_options& options_;
    std::vector<std::string> bases_;
    std::size_t target_ = 0;
    std::set<std::size_t> needed_;
};

}  // namespace slipway::engine::detail
