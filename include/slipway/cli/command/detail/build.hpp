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
#include <slipway/cli/command/compression_options.hpp>
#include <slipway/cli/command/detail/build_gifts.hpp>
#include <slipway/cli/command/detail/build_output.hpp>
#include <slipway/cli/command/detail/label_options.hpp>
#include <slipway/cli/command/detail/platform_option.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/transfer_printer.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/build_image.hpp>
#include <slipway/oci/dockerfile.hpp>

namespace slipway::cli::command {

namespace detail {

/// `NAME=value`; of a NAME alone, the value is the environment's, if it is there. Throws
/// `usage_error`.
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

/// `NAME=VALUE`, maybe behind `manifest:`. Throws `usage_error` for what is to annotate something
/// that the image of one platform does not have.
inline oci::annotations_map build_annotations(const std::vector<std::string>& given) {
    oci::annotations_map made;
    for (std::string_view one : given) {
        for (const std::string_view other :
             {"index:", "index-descriptor:", "manifest-descriptor:", "manifest[", "index["})
            if (one.starts_with(other))
                throw usage_error(
                    "--annotation " + std::string(one) +
                    ": an image is built for one platform, and has no index; annotate its manifest: NAME=VALUE");
        if (one.starts_with("manifest:")) one.remove_prefix(one.find(':') + 1);
        const std::size_t equals = one.find('=');
        if (equals == 0 || equals == one.npos)
            throw usage_error("--annotation takes NAME=VALUE, not '" + std::string(one) + "'");
        made[std::string(one.substr(0, equals))] = one.substr(equals + 1);
    }
    return made;
}

/// SOURCE_DATE_EPOCH (reproducible-builds.org, "Specification"). Throws `usage_error` for what is
/// no number of seconds.
inline std::optional<std::int64_t> source_date() {
    const char* const text = std::getenv("SOURCE_DATE_EPOCH");
    if (!text || !*text) return std::nullopt;
    const std::string_view digits(text);
    std::int64_t made = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), made);
    if (error != std::errc() || end != digits.data() + digits.size() || made < 0 ||
        made > 253'402'300'799)
        throw usage_error("SOURCE_DATE_EPOCH is '" + std::string(digits) +
                          "', which is no number of seconds since 1970");
    return made;
}

/// What a Dockerfile on standard input says.
inline std::string read_standard_input() {
    std::string made;
    char buffer[4096];
    while (made.size() <= 1024 * 1024 && std::cin.read(buffer, sizeof buffer).gcount() > 0)
        made.append(buffer, static_cast<std::size_t>(std::cin.gcount()));
    return made;
}

struct build_input {
    oci::recipe recipe;
    engine::build_context context{};
};

inline build_input read_build_input(const arguments& given) {
    const std::string directory = given.operands().front(), file = given.value("file");
    if (directory == "-") {
        if (!file.empty())
            throw usage_error(
                "with - the Dockerfile comes from standard input; --file does not go with it");
        return {oci::parse_dockerfile(read_standard_input())};
    }
    if (file == "-")
        return {oci::parse_dockerfile(read_standard_input()),
                engine::open_build_context(directory)};
    std::filesystem::path path = file.empty() ? std::filesystem::path(directory) / "Dockerfile"
                                              : std::filesystem::path(file);
    if (file.empty() && !std::filesystem::exists(path) &&
        std::filesystem::exists(std::filesystem::path(directory) / "Containerfile"))
        path = std::filesystem::path(directory) / "Containerfile";
    engine::build_context context = engine::open_build_context(directory, path);
    return {oci::parse_dockerfile(engine::read_build_file(path),
                                  file.empty() ? path.filename().string() : file),
            std::move(context)};
}

inline engine::build_options build_options_in(const arguments& given) {
    engine::build_options options;
    for (const std::string& tag : given.values("tag")) {
        options.tags.push_back(oci::reference::parse(tag));
        if (options.tags.back().tag().empty())
            throw usage_error("'" + tag + "' is no name for an image: it has a digest");
    }
    options.arguments = build_arguments(given.values("build-arg"));
    options.secrets = build_secrets(given.values("secret"));
    options.agents = build_agents(given.values("ssh"));
    options.network = build_network(given.value("network"));
    options.allow_host_network = allows_host_network(given.values("allow"));
    options.labels = labels_in(given);
    options.annotations = build_annotations(given.values("annotation"));
    take_build_contexts(options, given.values("build-context"));
    options.uncached = build_stages(given.values("no-cache-filter"));
    options.target = given.value("target");
    options.use_cache = !given.has("no-cache");
    if (const auto machine = platform_in(given)) options.platform = *machine;
    options.time = source_date();
    options.compression = compression_in(given).value_or(oci::compression::gzip);
    options.level = compression_level_in(given, options.compression);
    if (given.has("ca"))
        options.downloads.tls.ca_pem =
            net::read_pem_file(given.value("ca"), "the certificates of authorities");
    return options;
}

/// Throws `usage_error`.
inline bool builds_quietly(const arguments& given) {
    const std::string shown = given.value("progress", "plain");
    for (const char* kind : {"auto", "plain", "quiet", "tty"})
        if (shown == kind) return given.has("quiet") || shown == "quiet";
    throw usage_error("--progress is plain or quiet, not '" + shown + "'");
}

inline int run_build(session& s, const arguments& given) {
    if (builds_quietly(given)) s.hush();
    std::optional<build_output> output;
    if (given.has("output")) output = build_output_in(given.value("output"));
    const build_input input = read_build_input(given);
    engine::build_options options = build_options_in(given);
    options.progress = [&](const engine::build_event& e) { s.say(to_line(e)); };
    engine::image_build here{.root = s.root(),
                             .runtime = s.runtime(),
                             .pull = given.has("pull"),
                             .rootless = s.rootless()};
    here.registries = [&](const std::string& host) { return registry_options(s, given, host); };
    here.transfers = [&] {
        const auto shown = std::make_shared<transfer_printer>(s);
        return [shown](const engine::transfer& t) { shown->sink()(t); };
    };
    const auto made = engine::build_image(s.images(), here, input.recipe, input.context, options);
    for (const auto& name : options.tags) s.say("tagged " + name.familiar());
    if (given.has("iidfile")) write_id_file(given.value("iidfile"), made.id);
    if (output) write_build(s, *output, made.id);
    if (!output || output->destination != "-") print_line(made.id.str());
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb build() {
    return {.name = "build",
            .usage = "[OPTION...] DIRECTORY|-",
            .summary = "make an image from a Dockerfile",
            .options = with_registry_options(with_compression_options(
                {{.name = "allow",
                  .value = "network.host",
                  .help = "let a step say RUN --network=host",
                  .repeats = true},
                 {.name = "annotation",
                  .value = "NAME=VALUE",
                  .help = "says something of the image in its manifest",
                  .repeats = true},
                 {.name = "build-arg",
                  .value = "NAME=VALUE",
                  .help = "a value for an ARG",
                  .repeats = true},
                 {.name = "build-context",
                  .value = "NAME=DIRECTORY|docker-image://IMAGE",
                  .help = "what FROM and --from mean by a name",
                  .repeats = true},
                 {.name = "file",
                  .letter = 'f',
                  .value = "FILE",
                  .help = "the Dockerfile (DIRECTORY/Dockerfile); - is standard input"},
                 {.name = "iidfile", .value = "FILE", .help = "write the image's id into it"},
                 {.name = "label",
                  .value = "NAME=VALUE",
                  .help = "says something of the image",
                  .repeats = true},
                 {.name = "network",
                  .value = "KIND",
                  .help = "of steps that do not say: default, none or host"},
                 {.name = "no-cache", .help = "do all steps again"},
                 {.name = "no-cache-filter",
                  .value = "STAGE[,...]",
                  .help = "do all steps of these stages again",
                  .repeats = true},
                 {.name = "output",
                  .letter = 'o',
                  .value = "DIRECTORY|type=local|tar|oci,dest=PLACE",
                  .help = "where the image's files go, or it itself as an archive"},
                 {.name = "platform",
                  .value = "OS/ARCHITECTURE",
                  .help = "what the image is for (this machine)"},
                 {.name = "progress",
                  .value = "KIND",
                  .help = "how it is told what is done: plain, or quiet as --quiet"},
                 {.name = "pull", .help = "ask the registries for newer bases"},
                 {.name = "quiet", .letter = 'q', .help = "print the image's id only"},
                 {.name = "secret",
                  .value = "id=NAME[,src=FILE|,env=VARIABLE]",
                  .help = "a text for RUN --mount=type=secret, which is in no image",
                  .repeats = true},
                 {.name = "ssh",
                  .value = "default|NAME=SOCKET",
                  .help = "an agent with keys for RUN --mount=type=ssh",
                  .repeats = true},
                 {.name = "tag",
                  .letter = 't',
                  .value = "NAME",
                  .help = "a name for the image",
                  .repeats = true},
                 {.name = "target", .value = "STAGE", .help = "the stage to build (the last one)"}},
                "of the layers that are made: gzip (as it is without), zstd or none")),
            .least = 1,
            .most = 1,
            .run = detail::run_build,
            .group = "Images"};
}

}  // namespace slipway::cli::command
