// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/cli/command/build.hpp>
#include <slipway/cli/command/detail/pull.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/transfer_printer.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/core/file_lock.hpp>
#include <slipway/core/random.hpp>
#include <slipway/engine/build.hpp>
#include <slipway/oci/dockerfile.hpp>
#include <slipway/oci/remove_tree.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/runtime/choose.hpp>

namespace slipway::cli::command {

namespace detail {

/// The runtime of one build, in a directory of its own.
class build_runtime {
public:
    build_runtime(std::filesystem::path directory, std::string name) : directory_(std::move(directory)), name_(std::move(name)) {}
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
            made_.emplace(runtime::choose(name_, directory_).runtime);
        }
        return *made_;
    }

private:
    std::filesystem::path directory_;
    std::string name_;
    std::optional<runtime::any_runtime> made_;
};

/// Where builds of a root have what they make. What killed ones have left is removed by the next that is alone.
class build_place {
public:
    explicit build_place(const std::filesystem::path& root) : directory_(root / "build"), content(directory_ / "content"), unpacked(directory_ / "images") {
        if (const core::file_lock alone(directory_ / "lock", LOCK_EX | LOCK_NB); alone.held()) {
            for (const auto& left : std::filesystem::directory_iterator(directory_))
                if (left.path().filename().string().starts_with("run-")) oci::remove_tree(left.path());
            for (const auto& left : unpacked.list()) unpacked.remove(left.reference);
        }
        busy_ = std::make_unique<core::file_lock>(directory_ / "lock", LOCK_SH);
    }
    std::filesystem::path run_directory() const { return directory_ / ("run-" + core::random_source().suffix(12)); }

private:
    std::filesystem::path directory_;
    std::unique_ptr<core::file_lock> busy_;

public:
    registry::layout_registry content;
    runtime::image_store unpacked;
};

/// `NAME=value`; of a NAME alone, the value is the environment's, if it is there. Throws `usage_error`.
inline std::map<std::string, std::string> build_arguments(const std::vector<std::string>& given) {
    std::map<std::string, std::string> made;
    for (const std::string& one : given) {
        const std::size_t equals = one.find('=');
        const std::string name = one.substr(0, equals);
        if (name.empty()) throw usage_error("--build-arg takes NAME=VALUE, not '" + one + "'");
        if (equals != one.npos) made[name] = one.substr(equals + 1);
        else if (const char* const value = std::getenv(name.c_str())) made[name] = value;
    }
    return made;
}

/// SOURCE_DATE_EPOCH (reproducible-builds.org, "Specification"). Throws `usage_error` for what is no number of seconds.
inline std::optional<std::int64_t> source_date() {
    const char* const text = std::getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text) return std::nullopt;
    const std::string_view digits(text);
    std::int64_t made = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), made);
    if (error != std::errc() || end != digits.data() + digits.size() || made < 0 || made > 253'402'300'799)
        throw usage_error("SOURCE_DATE_EPOCH is '" + std::string(digits) + "', which is no number of seconds since 1970");
    return made;
}

/// What a Dockerfile on standard input says.
inline std::string read_standard_input() {
    std::string made;
    char buffer[4096];
    while (made.size() <= 1024 * 1024 && std::cin.read(buffer, sizeof buffer).gcount() > 0) made.append(buffer, static_cast<std::size_t>(std::cin.gcount()));
    return made;
}

struct build_input {
    oci::recipe recipe;
    engine::build_context context{};
};

inline build_input read_build_input(const arguments& given) {
    const std::string directory = given.operands().front(), file = given.value("file");
    if (directory == "-") {
        if (!file.empty()) throw usage_error("with - the Dockerfile comes from standard input; --file does not go with it");
        return {oci::parse_dockerfile(read_standard_input())};
    }
    if (file == "-") return {oci::parse_dockerfile(read_standard_input()), engine::open_build_context(directory)};
    std::filesystem::path path = file.empty() ? std::filesystem::path(directory) / "Dockerfile" : std::filesystem::path(file);
    if (file.empty() && !std::filesystem::exists(path) && std::filesystem::exists(std::filesystem::path(directory) / "Containerfile"))
        path = std::filesystem::path(directory) / "Containerfile";
    engine::build_context context = engine::open_build_context(directory, path);
    return {oci::parse_dockerfile(engine::read_build_file(path), file.empty() ? path.filename().string() : file), std::move(context)};
}

/// Brings a base into the builds' own content: what is here under its name, or what its registry has.
inline void fetch_base(session& s, const arguments& given, registry::layout_registry& to, const oci::reference& name, const oci::platform& machine) {
    auto here = s.images().find(name.str());
    if (!here || given.has("pull") || !oci::runs_on(here->config.platform, machine)) {
        registry::http_registry from(registry_options(s, given, name.registry()));
        transfer_printer shown(s);
        here = s.images().pull(name, from, shown.sink(), runtime::pull_policy::always, machine);
    }
    s.images().push(*here, name, to);
}

inline int run_build(session& s, const arguments& given) {
    if (given.has("quiet")) s.hush();
    const build_input input = read_build_input(given);
    engine::build_options options;
    for (const std::string& tag : given.values("tag")) {
        options.tags.push_back(oci::reference::parse(tag));
        if (options.tags.back().tag().empty()) throw usage_error("'" + tag + "' is no name for an image: it has a digest");
    }
    options.arguments = build_arguments(given.values("build-arg"));
    options.target = given.value("target");
    options.use_cache = !given.has("no-cache");
    if (given.has("platform")) options.platform = platform_of(given.value("platform"));
    options.time = source_date();
    options.progress = [&](const engine::build_event& e) { s.say(to_line(e)); };
    if (given.has("ca")) options.downloads.tls.ca_pem = net::read_pem_file(given.value("ca"), "the certificates of authorities");
    build_place place(s.root());
    options.fetch = [&](const oci::reference& name, const oci::platform& machine) { fetch_base(s, given, place.content, name, machine); };
    build_runtime running(place.run_directory(), s.runtime());
    const auto made = engine::build(input.recipe, input.context, {registry::any_registry::of(place.content), place.unpacked, [&] { return running.get(); }}, options);
    auto names = options.tags;
    if (names.empty()) names.push_back(oci::reference::parse(std::string(engine::untagged_repository) + '@' + made.manifest.digest.str()));
    for (const auto& name : names) s.images().pull(name, place.content, {}, runtime::pull_policy::always, options.platform);
    for (const auto& name : options.tags) s.say("tagged " + name.familiar());
    print_line(made.id.str());
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb build() {
    return {.name = "build",
            .usage = "[OPTION...] DIRECTORY|-",
            .summary = "make an image from a Dockerfile",
            .options = with_registry_options({{.name = "tag", .letter = 't', .value = "NAME", .help = "a name for the image", .repeats = true},
                                              {.name = "file", .letter = 'f', .value = "FILE", .help = "the Dockerfile (DIRECTORY/Dockerfile); - is standard input"},
                                              {.name = "build-arg", .value = "NAME=VALUE", .help = "a value for an ARG", .repeats = true},
                                              {.name = "target", .value = "STAGE", .help = "the stage to build (the last one)"},
                                              {.name = "no-cache", .help = "do all steps again"},
                                              {.name = "pull", .help = "ask the registries for newer bases"},
                                              {.name = "platform", .value = "OS/ARCHITECTURE", .help = "what the image is for (this machine)"},
                                              {.name = "quiet", .letter = 'q', .help = "print the image's id only"}}),
            .least = 1,
            .most = 1,
            .run = detail::run_build,
            .group = "Images"};
}

}  // namespace slipway::cli::command
